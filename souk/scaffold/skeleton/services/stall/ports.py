"""What stall needs from the world, as promises. `store.py` and `adapters.py` keep them; tests keep them in memory."""

from __future__ import annotations

from typing import Protocol

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from stall.domain import Widget


class Widgets(Protocol):
    """Every widget there is."""

    def find_by_request(self, key: IdempotencyKey) -> Widget | None:
        """The widget this request made before, as it was then. Raises KeyReused if the request was another."""

    def add(self, widget: Widget, key: IdempotencyKey) -> None:
        """Keep a new widget and announce it: both or nothing, once per request.

        Raises StillInProgress if the same request was faster, Erased if the owner was forgotten.
        """

    def get(self, widget_id: str) -> Widget | None:
        """The widget as it is now."""

    def of_owner(self, owner_id: str, limit: int, cursor: str | None) -> Page[Widget]:
        """A person's widgets, newest first. Raises BadRequest for a bad cursor."""

    def forget(self, owner_id: str) -> None:
        """Remove all that a person has here, and take nothing more from them; again is fine.

        Only the id stays, because a token outlives the person by up to an hour.
        """
