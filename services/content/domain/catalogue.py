"""The catalogue: pieces of content, each with its files in one revision, and whether it was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chassis.core.errors import Problem
from chassis.core.events import Event


class ContentWithdrawn(Problem):
    """This content was withdrawn."""

    status = 410


class Kind(StrEnum):
    """The kind of a piece of content."""

    TEXT = "text"
    PICTURE = "picture"
    VIDEO = "video"
    COURSE = "course"
    FILE = "file"


class PriceClass(StrEnum):
    """The people who may open it: everybody who is signed in, or members."""

    FREE = "free"
    PREMIUM = "premium"


class State(StrEnum):
    """Whether it can be opened."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class File:
    """A file of a revision."""

    name: str
    bytes: int
    type: str
    sha256: str


@dataclass
class Content:
    """A piece of content, as it is served now."""

    id: str
    title: str
    kind: Kind
    price_class: PriceClass
    revision: str
    entry: str
    """The file that is opened first."""
    files: tuple[File, ...]
    published_at: datetime
    state: State = State.PUBLISHED
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    def find(self, name: str) -> File | None:
        """A file by its name, or None."""
        return next((file for file in self.files if file.name == name), None)
