"""The ports of premium. `store.py` implements them; tests use in-memory fakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from chassis.core.identity import IdempotencyKey
from premium.domain.membership import Decision, Membership


class Memberships(Protocol):
    """All memberships, by customer id."""

    def get(self, customer_id: str) -> Membership:
        """The customer's membership; a blank one if there is none."""

    def change(self, customer_id: str, cause: str | None = None) -> AbstractContextManager[Membership]:
        """Load a membership or a blank one, and store the caller's changes with their events.

        Raises AlreadyHandled if `cause` was processed before, ChangedMeanwhile. Writes nothing if nothing changed.
        Deletes the published events of an erased membership, too.
        """

    def find_by_request(self, key: IdempotencyKey) -> Decision | None:
        """The decision this request made before. Raises KeyReused if the request was another."""

    def decide(self, membership: Membership, decision: Decision, key: IdempotencyKey) -> None:
        """Store a membership from `get` with a decision about it and its events in one transaction, once per request.

        Raises StillInProgress if the same request is being processed, ChangedMeanwhile.
        """

    def ended_by(self, moment: datetime) -> Iterator[str]:
        """The customers of memberships that lasted until then or ended before, and whose end is not announced yet.

        It may name some whose end was announced a moment ago, and ends early if the invocation does.
        """
