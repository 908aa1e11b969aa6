"""The ports of stall. `store.py` implements them; tests use in-memory fakes."""

from __future__ import annotations

from typing import Protocol

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from stall.domain import Widget


class Widgets(Protocol):
    """All widgets."""

    def find_by_request(self, key: IdempotencyKey) -> Widget | None:
        """The widget this request made before, as it was then. Raises KeyReused if the request was another."""

    def add(self, widget: Widget, key: IdempotencyKey) -> None:
        """Store a new widget with its events in one transaction, once per request.

        Raises StillInProgress if the same request is being processed, Erased if the owner was erased.
        """

    def get(self, widget_id: str) -> Widget | None:
        """The widget, or None."""

    def list_by_owner(self, owner_id: str, limit: int, cursor: str | None) -> Page[Widget]:
        """An owner's widgets, newest first. Raises BadRequest for a bad cursor."""

    def erase_owner(self, owner_id: str) -> None:
        """Delete all widgets of an owner, and reject new ones. Idempotent.

        The id is kept, because access tokens stay valid for up to an hour.
        """
