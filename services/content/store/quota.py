"""The counts of links and sessions.

MEMBER#7b1f.. / OPENED#2026-12-01       how many a customer opened that day, UTC
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chassis.persistence.table import Table
from chassis.persistence.transaction import update
from content.domain.opening import TooManyLinks, seconds_until_tomorrow
from content.store.members import MEMBER

OPENED = "OPENED"


class DynamoQuota:
    """Counts by customer and day, each in one conditional write, so that parallel requests don't exceed the most."""

    def __init__(self, table: Table, most: int) -> None:
        self._table, self._most = table, most

    def count(self, customer_id: str, now: datetime) -> None:
        left = seconds_until_tomorrow(now)
        values = {":one": 1, ":most": self._most, ":ends": int(now.timestamp()) + left}
        expression, below = "SET expires_at = :ends ADD opened :one", "attribute_not_exists(pk) OR opened < :most"
        key = _key(customer_id, now)
        self._table.commit(update(key, expression, values, below, TooManyLinks(left)))


def keys(customer_id: str, now: datetime) -> list[tuple[str, str]]:
    """The keys of a customer's counts that may not have expired."""
    return [_key(customer_id, now - timedelta(days=days)) for days in range(3)]


def _key(customer_id: str, at: datetime) -> tuple[str, str]:
    return f"{MEMBER}#{customer_id}", f"{OPENED}#{at.astimezone(UTC):%Y-%m-%d}"
