"""The membership aggregate: its state, its rules, and the events it records. The time is always passed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.core.errors import Conflict
from chassis.core.events import Event, new_id
from premium.domain.span import Entry, Kind, latest_span
from premium.events_out import (
    MembershipBegan,
    MembershipEnded,
    MembershipEvent,
    MembershipProlonged,
    MembershipShortened,
    Reason,
)


class Erased(Conflict):
    """This user was erased at their own request."""


class NotAMember(Conflict):
    """This customer has no membership now."""


@dataclass(frozen=True)
class Decision:
    """A grant or revocation by staff, and the end of the membership according to it."""

    id: str
    at: datetime
    until: datetime


@dataclass
class Membership:
    """The membership of a customer, whose id it has. `active`, `since` and `until` are as last announced."""

    id: str
    entries: list[Entry] = field(default_factory=list)
    active: bool = False
    since: datetime | None = None
    until: datetime | None = None
    erased: bool = False
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    def is_active(self, now: datetime) -> bool:
        """Whether the customer is a member. The announcement of an expired membership follows within minutes."""
        return self.active and self.until is not None and self.until > now

    def buy(self, order_id: str, months: int, at: datetime, now: datetime) -> None:
        """Add the months of an order. Idempotent; changes nothing after the order's cancellation."""
        if not self.erased and self._order(order_id) is None:
            self.entries.append(Entry(Kind.ORDER, order_id, at, months))
            self._settle(now, "bought")

    def cancel(self, order_id: str, at: datetime, now: datetime) -> None:
        """Take back the months of an order, as if it had never been placed. Idempotent, also before `buy`."""
        if self.erased:
            return
        order = self._order(order_id)
        if order is None:
            self.entries.append(Entry(Kind.ORDER, order_id, at, cancelled=True))
        elif not order.cancelled:
            order.cancelled = True
            self._settle(now, "cancelled")

    def grant(self, months: int, reason: str, now: datetime) -> Decision:
        """Add months, by staff. Raises Erased."""
        self._ensure_not_erased()
        entry = Entry(Kind.GRANT, new_id(), now, months, reason)
        self.entries.append(entry)
        self._settle(now, "granted")
        return Decision(entry.id, now, self.until or now)

    def revoke(self, reason: str, now: datetime) -> Decision:
        """End the membership, by staff. Orders and grants before now give nothing more. Raises Erased, NotAMember."""
        self._ensure_not_erased()
        if not self.is_active(now):
            raise NotAMember
        entry = Entry(Kind.REVOCATION, new_id(), now, reason=reason)
        self.entries.append(entry)
        self._settle(now, "revoked")
        return Decision(entry.id, now, now)

    def expire(self, now: datetime) -> None:
        """Announce the end of a membership that lasted until now or ended before. Idempotent."""
        if self.active and self.until and self.until <= now:
            self._end(self.until, "expired")

    def erase(self) -> None:
        """Forget everything but the erasure. Idempotent."""
        self.entries, self.events = [], []
        self.active, self.since, self.until = False, None, None
        self.erased = True

    def _order(self, order_id: str) -> Entry | None:
        orders = (entry for entry in self.entries if entry.kind is Kind.ORDER and entry.id == order_id)
        return next(orders, None)

    def _ensure_not_erased(self) -> None:
        if self.erased:
            raise Erased("A new account is a new customer.")

    def _settle(self, now: datetime, reason: Reason) -> None:
        """Compare the entries with what was announced, and announce the difference."""
        self.expire(now)
        span = latest_span(self.entries)
        if span is None or span.until <= now:
            if self.active:
                self._end(now, reason)
            return
        before = self.until if self.active else None
        self.active, self.since, self.until = True, span.since, span.until
        if before is None:
            self._record(MembershipBegan, span.until, reason)
        elif span.until != before:
            self._record(MembershipProlonged if span.until > before else MembershipShortened, span.until, reason)

    def _end(self, at: datetime, reason: Reason) -> None:
        self.active, self.until = False, at
        self._record(MembershipEnded, at, reason)

    def _record(self, event_type: type[MembershipEvent], until: datetime, reason: Reason) -> None:
        fields = {"aggregate_id": self.id, "customer_id": self.id, "until": until, "reason": reason}
        self.events.append(event_type.model_validate(fields))
