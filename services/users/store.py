"""DynamoDB answers `ports.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chassis.core.identity import Once
from chassis.persistence.repository import Aggregates
from chassis.persistence.table import Table
from chassis.persistence.transaction import AT_ONCE, delete, event_key
from users.domain import Address, User

USER = "USER"


class DynamoUsers:
    """Customers, each with all of their addresses in one row."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._users = Aggregates(table, USER, User)

    def get(self, user_id: str) -> User | None:
        return self._users.get(user_id)

    def add(self, user: User) -> None:
        self._table.commit(self._users.changed(user))

    @contextmanager
    def change(self, user_id: str, cause: str | None = None) -> Iterator[User]:
        with self._users.change(user_id, cause) as user:
            yield user
        if user.erased:
            self._forget_announced(user)

    def recall_address(self, once: Once) -> str | None:
        made = self._table.recall(once)
        return str(made["id"]) if made else None

    def add_address(self, user_id: str, address: Address, once: Once) -> None:
        with self._users.change(user_id, once=once, made={"id": address.id}) as user:
            user.add_address(address)

    def _forget_announced(self, user: User) -> None:
        """Remove the events of somebody who is gone; what is still to be published stays until it expires."""
        pk, _ = self._users.key(user.id)
        pending = {row["sk"] for row in self._table.pending_of(pk)}
        announced = [event_key(pk, number) for number in range(1, user.sequence + 1)]
        published = [key for key in announced if key[1] not in pending]
        for start in range(0, len(published), AT_ONCE):
            self._table.commit(*map(delete, published[start : start + AT_ONCE]))
