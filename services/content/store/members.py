"""The rows of members.

MEMBER#7b1f.. / MEMBER                  until when a customer is a member; of an erased one, only that
MEMBER#7b1f.. / OPENED#2026-12-01       how many links and sessions a customer got that day, UTC
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta

from chassis.core.errors import AlreadyHandled
from chassis.core.events import now
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import delete
from content.domain.members import Member

MEMBER, OPENED = "MEMBER", "OPENED"


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
            counts = [delete(key) for key in opened_keys(customer_id, now())] if member.erased else []
            self._table.commit(self._members.put(member), *counts, cause=cause)


def opened_key(customer_id: str, at: datetime) -> tuple[str, str]:
    """The `pk` and `sk` of a customer's count of a day."""
    return f"{MEMBER}#{customer_id}", f"{OPENED}#{at.astimezone(UTC):%Y-%m-%d}"


def opened_keys(customer_id: str, at: datetime) -> list[tuple[str, str]]:
    """Those of the counts that may not have expired yet: DynamoDB takes up to two days to remove them."""
    return [opened_key(customer_id, at - timedelta(days=days)) for days in range(3)]
