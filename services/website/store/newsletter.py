"""The newsletter's rows in the website's table, which is a global table.

SUBSCRIBER#ab12.. / SUBSCRIBER       a subscriber
SIGN-UPS#REGION#address#ab12..#495827 / SIGN-UPS    the sign-ups of an hour; each region counts its own, because of
                                                    two counts at the same moment only one would be kept
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import TransactItem, update
from chassis.runtime import deadline
from website.domain.letters import Letter, MailInProgress
from website.domain.newsletter import Limit, Subscriber, TooManySignUps

SUBSCRIBER, LETTER, SIGN_UPS = "SUBSCRIBER", "LETTER", "SIGN-UPS"
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

    @contextmanager
    def change(self, subscriber_id: str) -> Iterator[Subscriber]:
        with self._subscribers.change(subscriber_id) as subscriber:
            yield subscriber

    def _count(self, limit: Limit, at: int) -> TransactItem:
        hour = at // HOUR
        key = (f"{SIGN_UPS}#{self._region}#{limit.kind}#{limit.who}#{hour}", SIGN_UPS)
        ends = (hour + 1) * HOUR
        values = {":one": 1, ":most": limit.most, ":ends": ends}
        expression, below = "SET expires_at = :ends ADD amount :one", "attribute_not_exists(pk) OR amount < :most"
        return update(key, expression, values, below, TooManySignUps(ends - at))


class DynamoLetters:
    """The state of mails."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._letters = Repository(table, LETTER, Letter)

    def claim(self, letter_id: str, forget_at: int) -> None:
        letter = self._letters.get(letter_id) or Letter(letter_id, expires_at=forget_at)
        letter.claim()
        try:
            self._table.commit(self._letters.put(letter))
        except ChangedMeanwhile as error:
            raise MailInProgress(letter_id) from error

    def release(self, letter_id: str) -> None:
        self._update(letter_id, "REMOVE claimed_until ADD version :one", {":one": 1})

    def mark_sent(self, letter_id: str) -> None:
        with deadline.lifted():
            self._update(
                letter_id, "SET sent = :sent REMOVE claimed_until ADD version :one", {":sent": True, ":one": 1}
            )

    def _update(self, letter_id: str, expression: str, values: dict[str, object]) -> None:
        with suppress(NotFound):
            key, exists = self._letters.key(letter_id), "attribute_exists(pk)"
            self._table.commit(update(key, expression, values, exists, NotFound()))
