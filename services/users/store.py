"""DynamoDB answers `ports.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import TypeAdapter

from chassis.aggregates import Aggregates
from chassis.identity import Once
from chassis.table import Table
from users.domain import Address, User

USER = "USER"
_address = TypeAdapter(Address)


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

    def recall_address(self, once: Once) -> Address | None:
        made = self._table.recall(once)
        return _address.validate_python(made) if made else None

    def add_address(self, user_id: str, address: Address, once: Once) -> None:
        with self._users.change(user_id, once=once, made=_address.dump_python(address)) as user:
            user.add_address(address)
