"""The ports implemented by DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chassis.core.identity import IdempotencyKey
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import MAX_ITEMS, delete, event_key
from users.domain import Address, User

USER = "USER"


class DynamoUsers:
    """Customers, one row each, addresses included."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._users = Repository(table, USER, User)

    def get(self, user_id: str) -> User | None:
        return self._users.get(user_id)

    def add(self, user: User) -> None:
        self._table.commit(self._users.put(user))

    @contextmanager
    def change(self, user_id: str, cause: str | None = None) -> Iterator[User]:
        with self._users.change(user_id, cause) as user:
            yield user
        if user.erased:
            self._delete_published_events(user)

    def find_address_by_request(self, key: IdempotencyKey) -> str | None:
        result = self._table.find_by_request(key)
        return str(result["id"]) if result else None

    def add_address(self, user_id: str, address: Address, key: IdempotencyKey) -> None:
        with self._users.change(user_id, idempotency_key=key, result={"id": address.id}) as user:
            user.add_address(address)

    def _delete_published_events(self, user: User) -> None:
        """Delete the published events of an erased customer; pending ones stay until they expire."""
        pk, _ = self._users.key(user.id)
        pending = {row["sk"] for row in self._table.pending_events(pk)}
        announced = [event_key(pk, number) for number in range(1, user.sequence + 1)]
        published = [key for key in announced if key[1] not in pending]
        for start in range(0, len(published), MAX_ITEMS):
            self._table.commit(*map(delete, published[start : start + MAX_ITEMS]))
