"""The counts of links and sessions, which are among the rows of members."""

from __future__ import annotations

from datetime import datetime

from chassis.persistence.table import Table
from chassis.persistence.transaction import update
from content.domain.opening import TooManyLinks, seconds_until_tomorrow
from content.store.members import opened_key


class DynamoQuota:
    """Counts by customer and day, each in one conditional write, so that parallel requests don't exceed the most."""

    def __init__(self, table: Table, most: int) -> None:
        self._table, self._most = table, most

    def count(self, customer_id: str, now: datetime) -> None:
        left = seconds_until_tomorrow(now)
        values = {":one": 1, ":most": self._most, ":ends": int(now.timestamp()) + left}
        expression, below = "SET expires_at = :ends ADD opened :one", "attribute_not_exists(pk) OR opened < :most"
        key = opened_key(customer_id, now)
        self._table.commit(update(key, expression, values, below, TooManyLinks(left)))
