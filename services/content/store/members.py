"""The rows of members.

MEMBER#7b1f.. / MEMBER       until when a customer is a member; of an erased one, only that
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from chassis.core.errors import AlreadyHandled
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from content.domain.members import Member

MEMBER = "MEMBER"


class DynamoMembers:
    """Members, one row each."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._members = Repository(table, MEMBER, Member)

    def get(self, customer_id: str) -> Member:
        return self._members.get(customer_id) or Member(customer_id)

    @contextmanager
    def change(self, customer_id: str, cause: str) -> Iterator[Member]:
        if self._table.is_processed(cause):
            raise AlreadyHandled(cause)
        member = self.get(customer_id)
        before = deepcopy(member)
        yield member
        if member != before:
            self._table.commit(self._members.put(member), cause=cause)
