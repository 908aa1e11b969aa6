"""Pictures of products: the upload of one with its state, and the gallery of a product with those that are ready.

An upload is bound to one version of one object: the first one that S3 reports. A notification that comes twice or late
finds the upload bound, or decided, and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from chassis.core.errors import Conflict
from chassis.core.events import Event, new_id, now

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
TYPES = (JPEG, PNG, WEBP)
WIDTHS = (320, 640, 1280)
MAX_BYTES = 10_000_000
MAX_PIXELS = 50_000_000
MIN_SIDE = 320
"""Pixels: the least wide thumbnail. Nothing is ever enlarged."""
MAX_RATIO = 4
MAX_PICTURES = 8
FORM_LIFETIME = timedelta(minutes=10)


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NO_PICTURE = "no-picture"
    SVG = "svg"
    OTHER_TYPE = "other-type"
    DAMAGED = "damaged"
    TRAILING_BYTES = "trailing-bytes"
    MARKUP = "markup"
    ANIMATED = "animated"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_SMALL = "too-small"
    TOO_NARROW = "too-narrow"
    TOO_COMPLEX = "too-complex"
    TOO_MANY = "too-many"


WORDS = {
    Reason.EMPTY: "The file is empty.",
    Reason.TOO_LARGE: f"The file has more than {MAX_BYTES // 10**6} MB.",
    Reason.NO_PICTURE: "The file is no JPEG, PNG or WebP.",
    Reason.SVG: "The file is a drawing (SVG), which can contain programs: export it as PNG.",
    Reason.OTHER_TYPE: "The file is a picture of another type than it was announced as.",
    Reason.DAMAGED: "The file is damaged, or a part of it is missing.",
    Reason.TRAILING_BYTES: "The file goes on after the picture's end, as motion photos do: save it as a plain picture.",
    Reason.MARKUP: "The file contains parts of a web page.",
    Reason.ANIMATED: "The picture is animated.",
    Reason.TOO_MANY_PIXELS: f"The picture has more than {MAX_PIXELS // 10**6} megapixels.",
    Reason.TOO_SMALL: f"The picture is less than {MIN_SIDE} pixels wide or high.",
    Reason.TOO_NARROW: f"The picture's longer side is more than {MAX_RATIO} times its shorter one.",
    Reason.TOO_COMPLEX: "The picture takes too long to decode: save it again.",
    Reason.TOO_MANY: f"The product has {MAX_PICTURES} pictures already: remove one first.",
}


class Refused(Exception):
    """A file is no picture that the shop shows."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class TooManyPictures(Conflict):
    """The product has the most pictures that it may have."""


class State(StrEnum):
    """The state of an upload."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass
class Upload:
    """A picture that staff want to upload: its type and size, and the description that screen readers read out."""

    sku: str
    type: str
    size: int
    alt: str
    id: str = field(default_factory=new_id)
    created_at: datetime = field(default_factory=now)
    state: State = State.WAITING
    reason: Reason | None = None
    bound: str | None = None
    """The version of the object that counts, as S3 named it."""
    checked: bool = False
    """Whether the first bytes are those of such a picture."""
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def expires_at(self) -> datetime:
        """The end of the form's lifetime."""
        return self.created_at + FORM_LIFETIME

    def bind(self, object_version: str) -> bool:
        """Bind the upload to a version of its object, unless it is; returns whether this is the one."""
        if self.bound is None and self.state is State.WAITING:
            self.bound = object_version
        return self.bound == object_version

    def refuse(self, reason: Reason) -> None:
        """Refuse the file, unless it was decided before."""
        if self.state is State.WAITING:
            self.state, self.reason = State.REFUSED, reason

    def accept(self) -> None:
        """The picture is ready to be shown."""
        if self.state is State.WAITING:
            self.state = State.READY

    def withdraw(self) -> None:
        """Nobody shall see the picture, or see it any longer. Idempotent."""
        self.state, self.reason = State.WITHDRAWN, None


@dataclass(frozen=True)
class Thumbnails:
    """The sizes of a picture's thumbnails, narrowest first; the last has this height."""

    widths: tuple[int, ...]
    height: int


@dataclass(frozen=True)
class Picture:
    """A picture that is shown: its thumbnails are `{name}-{width}.webp` and `.jpg`."""

    id: str
    name: str
    alt: str
    widths: tuple[int, ...]
    height: int

    @property
    def width(self) -> int:
        """Pixels of the widest one."""
        return self.widths[-1]

    @property
    def url(self) -> str:
        """The address on the shop's own host, without width and type."""
        return f"/{self.name}"


@dataclass
class Gallery:
    """The pictures of a product, newest upload first: in that order whichever was ready first."""

    sku: str
    pictures: list[Picture] = field(default_factory=list)
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.sku

    def find(self, picture_id: str) -> Picture | None:
        """A picture that is shown, or None."""
        return next((picture for picture in self.pictures if picture.id == picture_id), None)

    def show(self, upload: Upload, thumbnails: Thumbnails) -> Picture:
        """Add the picture of an upload. Raises Refused if there are too many."""
        if shown := self.find(upload.id):
            return shown
        if len(self.pictures) >= MAX_PICTURES:
            raise Refused(Reason.TOO_MANY)
        picture = Picture(upload.id, name_of(upload), upload.alt, thumbnails.widths, thumbnails.height)
        self.pictures = sorted([picture, *self.pictures], key=lambda picture: picture.id, reverse=True)
        return picture

    def withdraw(self, picture_id: str) -> None:
        """Show a picture no longer."""
        self.pictures = [picture for picture in self.pictures if picture.id != picture_id]


def name_of(upload: Upload) -> str:
    """The name of an upload's thumbnails in the bucket and in URLs. Each version of an object has another."""
    version = sha256(f"{upload.id}/{upload.bound}".encode()).hexdigest()[:20]
    return f"pictures/{upload.sku}/{version}"
