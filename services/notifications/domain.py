"""Contacts and notifications: their state and their rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.core.errors import AlreadyHandled, Conflict, NotYet
from chassis.core.events import Event, now
from chassis.core.money import decimal

# Longer than the consumer's timeout: when a claim expires, its holder no longer sends.
MAIL_CLAIM = timedelta(seconds=12)


class Erased(Conflict):
    """This user was erased at their own request."""


class MailNotSent(Exception):
    """An email was not sent."""


class MailInProgress(NotYet):
    """Another delivery of the same event is sending this email."""


class Kind(StrEnum):
    """The subject of a notification."""

    WELCOME = "welcome"
    ORDER_PLACED = "order-placed"
    ORDER_CANCELLED = "order-cancelled"
    ORDER_SHIPPED = "order-shipped"


class MailState(StrEnum):
    """The state of a notification's email."""

    NONE = "none"
    PENDING = "pending"
    SENT = "sent"


@dataclass
class Contact:
    """A customer's name and email address: a projection of the users service's events.

    `seen` is the sequence of the last applied event, so that a late or repeated one can't revert it; None until the
    first one arrives.
    """

    id: str
    name: str = ""
    email: str = ""
    wants_mail: bool = True
    erased: bool = False
    seen: int | None = None
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def is_registered(self) -> bool:
        return self.seen is not None

    def update(self, name: str, email: str, sequence: int) -> None:
        """Apply an event of the users service, unless a newer one was applied."""
        if self._is_newer(sequence):
            self.name, self.email, self.seen = name, email, sequence

    def register(self) -> None:
        """Mark the contact as registered, without data: every later event is newer."""
        self.seen = self.seen or 0

    def erase(self, sequence: int) -> None:
        """Remove all personal data, permanently."""
        self.name = self.email = ""
        self.wants_mail, self.erased, self.seen = False, True, sequence

    def update_preferences(self, mail: bool) -> None:
        """Set whether the customer gets email. Raises Erased."""
        if self.erased:
            raise Erased("Sign up with a new account.")
        self.wants_mail = mail

    def _is_newer(self, sequence: int) -> bool:
        return not self.erased and (self.seen is None or sequence > self.seen)


@dataclass
class Notification:
    """A message to one customer. Its id is that of the event that caused it.

    `claimed_until` is set while one delivery of that event sends the email.
    """

    id: str
    customer_id: str
    kind: Kind
    title: str
    text: str
    at: datetime
    about: str | None = None
    read: bool = False
    mail: MailState = MailState.NONE
    claimed_until: datetime | None = None
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    def mark_read(self) -> None:
        """Mark as read. Idempotent."""
        self.read = True

    def claim_mail(self) -> None:
        """Claim the sending of its email. Raises AlreadyHandled if none is pending, MailInProgress."""
        if self.mail is not MailState.PENDING:
            raise AlreadyHandled(self.id)
        if self.claimed_until and self.claimed_until > now():
            raise MailInProgress(self.id)
        self.claimed_until = now() + MAIL_CLAIM

    def release_mail(self) -> None:
        """Release the claim on an email that was not sent, so that the next delivery can send it."""
        self.claimed_until = None


@dataclass(frozen=True)
class EmailContent:
    """The content of an email, independent of its format."""

    kind: Kind
    subject: str
    name: str
    order_id: str | None = None
    lines: list[tuple[str, int, str]] = field(default_factory=list)
    total: str | None = None


def money(amount: int, currency: str) -> str:
    """4990, "EUR" -> "49.90 EUR"."""
    return f"{decimal(amount, currency)} {currency}"
