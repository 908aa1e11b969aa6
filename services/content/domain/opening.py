"""The rules of opening content: for whom, how long, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chassis.core.errors import Problem, TooManyRequests, Unavailable
from content.domain.catalogue import Content, PriceClass
from content.domain.members import Member

# CloudFront's clock and this one may differ by minutes.
CLOCKS_DIFFER_BY = timedelta(minutes=5)


class MembershipRequired(Problem):
    """This content is for members."""

    status = 403


class TooManyLinks(TooManyRequests):
    """You have opened as much as one day allows."""

    retry_after = 86_400

    def __init__(self, seconds: int = 86_400) -> None:
        super().__init__("Links that you have keep working. Try again after midnight, UTC.")
        self._seconds = seconds

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self._seconds)}


class SigningUnavailable(Unavailable):
    """Links can't be signed just now."""


@dataclass(frozen=True)
class Terms:
    """How long links and sessions work, and how many a customer gets in a day (UTC) of both together."""

    link: timedelta
    session: timedelta
    per_day: int
    binds_address: bool
    """Whether a session works only from the address that asked for it."""


@dataclass(frozen=True)
class Link:
    """A signed URL of one file. It works until then, whatever becomes of the membership."""

    url: str
    expires_at: datetime


@dataclass(frozen=True)
class Session:
    """Signed cookies for all files of one piece. They work until then, whatever becomes of the membership."""

    base_url: str
    entry: str
    """The file that is opened first, below `base_url`."""
    cookies: Mapping[str, str]
    expires_at: datetime


def ensure_open_to(content: Content, customer: Member, now: datetime) -> None:
    """Raise MembershipRequired if it is for members, and the customer is none."""
    if content.price_class is PriceClass.PREMIUM and not customer.is_active(now):
        raise MembershipRequired


def end(now: datetime, lifetime: timedelta) -> datetime:
    """The second at which a signature made now stops working."""
    return now.replace(microsecond=0) + lifetime


def seconds_until_tomorrow(now: datetime) -> int:
    """The seconds until the next day begins, UTC; at least 1."""
    midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), datetime.min.time(), UTC)
    return max(1, int((midnight - now).total_seconds()))
