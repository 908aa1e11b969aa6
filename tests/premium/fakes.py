"""The world of the premium service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import datetime

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, KeyReused, StillInProgress
from chassis.core.events import Event
from chassis.core.identity import IdempotencyKey
from premium.domain.membership import Decision, Membership


class MemoryMemberships:
    """Memberships by customer, and what they announced."""

    def __init__(self, *memberships: Membership) -> None:
        self.announced: list[Event] = []
        self._kept: dict[str, Membership] = {}
        self._handled: set[str] = set()
        self._answered: dict[str, tuple[str, Decision]] = {}
        for membership in memberships:
            self._keep(membership)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def news(self) -> list[str]:
        """The announced events as short names with their reasons: `Began bought`."""
        names = (event.name.removeprefix("premium.Membership") for event in self.announced)
        return [f"{name} {event.model_dump()['reason']}" for name, event in zip(names, self.announced, strict=True)]

    def get(self, customer_id: str) -> Membership:
        return deepcopy(self._kept.get(customer_id) or Membership(customer_id))

    @contextmanager
    def change(self, customer_id: str, cause: str | None = None) -> Iterator[Membership]:
        if cause in self._handled:
            raise AlreadyHandled(cause)
        membership = self.get(customer_id)
        before = deepcopy(membership)
        yield membership
        if membership != before:
            self._keep(membership)
            self._handled |= {cause} if cause else set()

    def find_by_request(self, key: IdempotencyKey) -> Decision | None:
        fingerprint, decision = self._answered.get(key.id, (key.fingerprint, None))
        if fingerprint != key.fingerprint:
            raise KeyReused("Take a fresh Idempotency-Key for a different request.")
        return decision

    def decide(self, membership: Membership, decision: Decision, key: IdempotencyKey) -> None:
        if key.id in self._answered:
            raise StillInProgress
        self._keep(membership)
        self._answered[key.id] = (key.fingerprint, decision)

    def ended_by(self, moment: datetime) -> Iterator[str]:
        active = [membership for membership in self._kept.values() if membership.active]
        yield from [each.id for each in active if each.until is not None and each.until <= moment]

    def _keep(self, membership: Membership) -> None:
        if self.get(membership.id).version != membership.version:
            raise ChangedMeanwhile
        news = [
            event.model_copy(update={"sequence": membership.sequence + n})
            for n, event in enumerate(membership.events, 1)
        ]
        self.announced += news
        sequence = membership.sequence + len(news)
        self._kept[membership.id] = replace(
            deepcopy(membership), version=membership.version + 1, sequence=sequence, events=[]
        )
