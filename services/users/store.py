"""The ports implemented by DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from chassis.core.identity import IdempotencyKey
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import MAX_ITEMS, delete
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
        """Delete the published events of an erased customer; pending ones stay until they expire.

        A repeated erasure continues one that had no time to finish.
        """
        pk, _ = self._users.key(user.id)
        keys = self._table.outbox.published_keys(pk)
        while batch := list(islice(keys, MAX_ITEMS)):
            self._table.commit(*map(delete, batch))
