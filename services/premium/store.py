"""The ports implemented by DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from itertools import islice

from chassis.core.errors import AlreadyHandled
from chassis.core.identity import IdempotencyKey
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import MAX_ITEMS, delete
from chassis.runtime import deadline
from premium.domain.membership import Decision, Membership

MEMBERSHIP, EXPIRING = "MEMBERSHIP", "EXPIRING"
PAGE = 100
RESERVE = 10  # seconds that the schedule leaves for its last membership; the next minute continues


class DynamoMemberships:
    """Memberships, one row each. The index lists the active ones by their ends."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._memberships = Repository(table, MEMBERSHIP, Membership, _listed)

    def get(self, customer_id: str) -> Membership:
        return self._memberships.get(customer_id) or Membership(customer_id)

    @contextmanager
    def change(self, customer_id: str, cause: str | None = None) -> Iterator[Membership]:
        if cause and self._table.is_processed(cause):
            raise AlreadyHandled(cause)
        membership = self.get(customer_id)
        before = deepcopy(membership)
        yield membership
        if membership != before:
            self._table.commit(self._memberships.put(membership), cause=cause)
        if membership.erased:
            self._delete_published_events(membership)

    def find_by_request(self, key: IdempotencyKey) -> Decision | None:
        result = self._table.find_by_request(key)
        if result is None:
            return None
        return Decision(result["id"], datetime.fromisoformat(result["at"]), datetime.fromisoformat(result["until"]))

    def decide(self, membership: Membership, decision: Decision, key: IdempotencyKey) -> None:
        result = {"id": decision.id, "at": decision.at.isoformat(), "until": decision.until.isoformat()}
        self._table.commit(self._memberships.put(membership), idempotency_key=key, result=result)

    def ended_by(self, moment: datetime) -> Iterator[str]:
        cursor = None
        while deadline.seconds_left() > RESERVE:
            page = self._memberships.page(EXPIRING, PAGE, cursor)
            for membership in page.items:
                if membership.until is None or membership.until > moment or deadline.seconds_left() < RESERVE:
                    return
                yield membership.id
            cursor = page.next_cursor
            if cursor is None:
                return

    def _delete_published_events(self, membership: Membership) -> None:
        """Delete the published events of an erased customer; pending ones stay until they expire."""
        pk, _ = self._memberships.key(membership.id)
        keys = self._table.outbox.published_keys(pk)
        while batch := list(islice(keys, MAX_ITEMS)):
            self._table.commit(*map(delete, batch))


def _listed(membership: Membership) -> tuple[str, str]:
    """The place in the index: the active ones in the order of their ends, the others apart."""
    if membership.active and membership.until:
        return EXPIRING, f"{membership.until.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}#{membership.id}"
    return f"CUSTOMER#{membership.id}", MEMBERSHIP
