"""The ports of the catalogue."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.pagination import Page
from content.domain.catalogue import Content


class Catalogue(Protocol):
    """All pieces of content."""

    def get(self, content_id: str) -> Content | None:
        """The piece, also one that was withdrawn, or None."""

    def page(self, limit: int, cursor: str | None) -> Page[Content]:
        """The pieces, by id. Raises BadRequest for a bad cursor."""

    def put(self, content: Content) -> None:
        """Store a piece, new or not. Raises ChangedMeanwhile."""

    def change(self, content_id: str) -> AbstractContextManager[Content]:
        """Load a piece, and store the caller's changes. Raises NotFound, ChangedMeanwhile."""
