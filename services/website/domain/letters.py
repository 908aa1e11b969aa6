"""The mails to subscribers: which one is due, and who is sending it.

Only the function of the home region writes these rows, so that no other region's write can undo them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.core.errors import AlreadyHandled, NotYet
from chassis.core.events import Event, now
from website.domain.newsletter import State, Subscriber

# Longer than the function's timeout: when a claim expires, its holder no longer sends.
CLAIM = timedelta(seconds=35)
DUE_WITHIN = timedelta(hours=2)
"""Longer than the stream's records are tried. A row that is written later, such as a copied one, asks for no mail."""
REMEMBER_SENT = timedelta(days=30)


class MailNotSent(Exception):
    """A mail was not sent; it can be tried again."""


class MailRefused(MailNotSent):
    """The mail service will never take this mail."""


class MailInProgress(NotYet):
    """Another delivery of the same change is sending this mail."""


class Kind(StrEnum):
    """The mails of the newsletter."""

    CONFIRM = "confirm"
    WELCOME = "welcome"


@dataclass
class Letter:
    """One mail: sent, or claimed by the invocation that sends it."""

    id: str
    claimed_until: datetime | None = None
    sent: bool = False
    expires_at: int | None = None
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    def claim(self) -> None:
        """Claim the sending. Raises AlreadyHandled if it was sent, MailInProgress."""
        if self.sent:
            raise AlreadyHandled(self.id)
        if self.claimed_until and self.claimed_until > now():
            raise MailInProgress(self.id)
        self.claimed_until = now() + CLAIM


@dataclass(frozen=True)
class Due:
    """The mail that a subscriber's state asks for."""

    kind: Kind
    letter_id: str
    forget_at: int
    """When nobody has to remember any more that it was sent."""


def due(subscriber: Subscriber) -> Due | None:
    """The mail that a subscriber should have by now, sent or not."""
    latest = now() - DUE_WITHIN
    forget_at = int((now() + REMEMBER_SENT).timestamp())
    if subscriber.state is State.ACTIVE and subscriber.confirmed_at and subscriber.confirmed_at > latest:
        return Due(Kind.WELCOME, subscriber.subscription, forget_at)
    if subscriber.state is State.PENDING and subscriber.asked_at > latest:
        return Due(Kind.CONFIRM, subscriber.link, forget_at)
    return None
