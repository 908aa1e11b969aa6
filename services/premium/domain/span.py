"""The arithmetic of memberships: which span of time orders, grants and revocations amount to.

It follows from the entries alone, in whatever order they arrive: an order or grant within the membership adds months to
it, one after its end begins a new one, and a revocation voids everything before it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

MONTHS = {"PREMIUM-MONTH": 1, "PREMIUM-YEAR": 12}
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


class Kind(StrEnum):
    """The kind of an entry."""

    ORDER = "order"
    GRANT = "grant"
    REVOCATION = "revocation"


@dataclass
class Entry:
    """An order, grant or revocation, with the reason that staff gave. `at` is when it was made."""

    kind: Kind
    id: str
    at: datetime
    months: int = 0
    reason: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Span:
    """An uninterrupted membership."""

    since: datetime
    until: datetime


def months_of(quantities: Iterable[tuple[str, int]]) -> int:
    """The months that quantities of products (SKUs) are worth; 0 without a membership among them."""
    return sum(MONTHS.get(sku, 0) * quantity for sku, quantity in quantities)


def latest_span(entries: Iterable[Entry]) -> Span | None:
    """The latest uninterrupted membership that these entries amount to.

    All its months are added to its beginning: two from 31 January end on 31 March, however they were bought.
    """
    entries = sorted(entries, key=lambda entry: (entry.at, entry.id))
    revoked = max((entry.at for entry in entries if entry.kind is Kind.REVOCATION), default=None)
    span, months = None, 0
    for entry in entries:
        if entry.cancelled or not entry.months or (revoked and entry.at <= revoked):
            continue
        if span is None or entry.at > span.until:
            since, months = entry.at, 0
        else:
            since = span.since
        months += entry.months
        span = Span(since, add_months(since, months))
    return span


def add_months(moment: datetime, months: int) -> datetime:
    """The same day and time that many calendar months later, UTC; in a shorter month its last day."""
    moment = moment.astimezone(UTC)
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    if year >= FOREVER.year:
        return FOREVER
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
