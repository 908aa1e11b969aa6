"""The newsletter's rows in the website's table, which is a global table.

SUBSCRIBER#ab12.. / SUBSCRIBER       a subscriber
SIGN-UPS#REGION#address#ab12..#495827 / SIGN-UPS    the sign-ups of an hour; each region counts its own, because of
                                                    two counts at the same moment only one would be kept
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import TransactItem, update
from website.domain.newsletter import Limit, Subscriber, TooManySignUps

SUBSCRIBER, SIGN_UPS = "SUBSCRIBER", "SIGN-UPS"
HOUR = 3600


class DynamoSubscribers:
    """Subscribers by id."""

    def __init__(self, table: Table, region: str) -> None:
        self._table, self._region = table, region
        self._subscribers = Repository(table, SUBSCRIBER, Subscriber)

    def get(self, subscriber_id: str) -> Subscriber | None:
        return self._subscribers.get(subscriber_id)

    def sign_up(self, subscriber: Subscriber, limits: Sequence[Limit]) -> None:
        counted = [self._count(limit, int(time.time())) for limit in limits]
        self._table.commit(*counted, self._subscribers.put(subscriber))

    def _count(self, limit: Limit, at: int) -> TransactItem:
        hour = at // HOUR
        key = (f"{SIGN_UPS}#{self._region}#{limit.kind}#{limit.who}#{hour}", SIGN_UPS)
        ends = (hour + 1) * HOUR
        values = {":one": 1, ":most": limit.most, ":ends": ends}
        expression, below = "SET expires_at = :ends ADD amount :one", "attribute_not_exists(pk) OR amount < :most"
        return update(key, expression, values, below, TooManySignUps(ends - at))
