"""The ports of pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from website.domain.pictures import Gallery, Picture, Upload


@dataclass(frozen=True)
class Original:
    """A version of an object in the bucket for uploads."""

    sku: str
    upload_id: str
    version: str


@dataclass(frozen=True)
class Form:
    """The address and the fields with which a browser uploads one file."""

    url: str
    fields: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class Rendition:
    """A thumbnail as a file."""

    width: int
    height: int
    type: str
    content: bytes = field(repr=False)


class Pictures(Protocol):
    """Uploads and galleries."""

    def find_by_request(self, key: IdempotencyKey) -> Upload | None:
        """The upload this request made before, as it was then. Raises KeyReused if the request was another."""

    def add(self, upload: Upload, key: IdempotencyKey) -> None:
        """Store a new upload, once per request. Raises StillInProgress."""

    def get(self, upload_id: str) -> Upload | None:
        """The upload, or None."""

    def change(self, upload_id: str) -> AbstractContextManager[Upload]:
        """Load an upload, and store the caller's changes. Raises NotFound, ChangedMeanwhile."""

    def gallery(self, sku: str) -> Gallery:
        """The gallery of a product, which may be empty."""

    def save(self, upload: Upload, gallery: Gallery) -> None:
        """Store both or neither. Raises ChangedMeanwhile if another change of one of them was first."""

    def page(self, limit: int, cursor: str | None) -> Page[Gallery]:
        """All galleries by SKU, those without pictures too. Raises BadRequest for a bad cursor."""

    def of_products(self) -> Mapping[str, Picture]:
        """The newest picture of each product that has one, by SKU."""


class Originals(Protocol):
    """The files that staff uploaded: first `incoming`, then `accepted` or in quarantine."""

    def form(self, upload: Upload) -> Form:
        """The form for an upload, which takes a file of its type and size only, until it expires."""

    def first_bytes(self, original: Original) -> bytes:
        """The first bytes of an incoming file."""

    def discard(self, original: Original) -> None:
        """Delete a version of an incoming file."""

    def accept(self, original: Original) -> None:
        """Copy an incoming file to the accepted ones."""

    def quarantine_incoming(self, original: Original) -> None:
        """Copy an incoming file to where nothing reads it."""

    def read(self, original: Original) -> bytes:
        """An accepted file."""

    def quarantine_accepted(self, original: Original) -> None:
        """Copy an accepted file to where nothing reads it."""

    def discard_accepted(self, original: Original) -> None:
        """Delete a version of an accepted file. Idempotent."""

    def remove(self, sku: str, upload_id: str) -> None:
        """Delete an accepted file. Idempotent."""


class Thumbnailer(Protocol):
    """Renders thumbnails."""

    def render(self, content: bytes) -> Sequence[Rendition]:
        """The thumbnails of a whole file, narrowest first. Raises Refused."""


class Shelf(Protocol):
    """The thumbnails that CloudFront serves."""

    def put(self, name: str, renditions: Sequence[Rendition]) -> None:
        """Store those that aren't there yet. Idempotent."""

    def announce(self, sku: str, picture: Picture) -> None:
        """Let subscribers know that a picture is shown: at least once."""

    def remove(self, name: str) -> None:
        """Delete all thumbnails of this name, and let subscribers know. Idempotent."""
