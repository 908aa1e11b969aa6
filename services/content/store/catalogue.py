"""The rows of the catalogue.

CONTENT#first-evening / CONTENT       a piece with its files
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from chassis.core.pagination import Page
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from content.domain.catalogue import Content

CONTENT, CATALOGUE = "CONTENT", "CATALOGUE"


class DynamoCatalogue:
    """Pieces, listed by id."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._pieces = Repository(table, CONTENT, Content, lambda content: (CATALOGUE, content.id))

    def get(self, content_id: str) -> Content | None:
        return self._pieces.get(content_id)

    def page(self, limit: int, cursor: str | None) -> Page[Content]:
        return self._pieces.page(CATALOGUE, limit, cursor)

    def put(self, content: Content) -> None:
        self._table.commit(self._pieces.put(content))

    def change(self, content_id: str) -> AbstractContextManager[Content]:
        return self._pieces.change(content_id)
