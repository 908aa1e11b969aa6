"""Contacts and notifications: whom we tell, what we told them, and the rules of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.core.errors import AlreadyHandled, Conflict, NotYet
from chassis.core.events import Event, now
from chassis.core.money import decimal

# Longer than the consumer's timeout: when a claim ends, whoever held it sends no more.
MAIL_CLAIM = timedelta(seconds=12)


class Erased(Conflict):
    """This person asked to be forgotten."""


class MailRefused(Exception):
    """A mail was not sent."""


class MailInProgress(NotYet):
    """Another delivery of the same event is sending this mail."""


class Kind(StrEnum):
    """The subject of a notification."""

    WELCOME = "welcome"
    ORDER_PLACED = "order-placed"
    ORDER_CANCELLED = "order-cancelled"
    ORDER_SHIPPED = "order-shipped"


class MailState(StrEnum):
    """Whether a notification also goes out by mail, and whether it went."""

    NONE = "none"
    PENDING = "pending"
    SENT = "sent"


@dataclass
class Contact:
    """A customer as far as we need to know them: a projection of what users announced.

    `seen` is the sequence of the last event it follows, so that a late or repeated one can't take it back; None until
    users has told of the person at all.
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
    def is_known(self) -> bool:
        return self.seen is not None

    def learn(self, name: str, email: str, sequence: int) -> None:
        """Follow what users announced, unless something newer is known already."""
        if self._is_news(sequence):
            self.name, self.email, self.seen = name, email, sequence

    def introduce(self) -> None:
        """Know that there is such a person, and nothing of them: whatever users announces is news."""
        self.seen = self.seen or 0

    def erase(self, sequence: int) -> None:
        """Forget everything personal; nothing brings it back."""
        self.name = self.email = ""
        self.wants_mail, self.erased, self.seen = False, True, sequence

    def prefer(self, mail: bool) -> None:
        """Choose whether to be told by mail, too. Raises Erased."""
        if self.erased:
            raise Erased("Sign up anew.")
        self.wants_mail = mail

    def _is_news(self, sequence: int) -> bool:
        return not self.erased and (self.seen is None or sequence > self.seen)


@dataclass
class Notification:
    """One thing that one customer was told. Its id is that of the event it tells of.

    `claimed_until` is set while one delivery of that event sends the mail.
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
        """The customer has seen it; again is fine."""
        self.read = True

    def claim_mail(self) -> None:
        """Reserve the sending of its mail. Raises AlreadyHandled if none is pending, MailInProgress."""
        if self.mail is not MailState.PENDING:
            raise AlreadyHandled(self.id)
        if self.claimed_until and self.claimed_until > now():
            raise MailInProgress(self.id)
        self.claimed_until = now() + MAIL_CLAIM

    def release_mail(self) -> None:
        """It was not sent: the next delivery may try at once."""
        self.claimed_until = None


@dataclass(frozen=True)
class Letter:
    """What a mail says, before it has a form. Amounts are minor units."""

    kind: Kind
    subject: str
    name: str
    order_id: str | None = None
    lines: list[tuple[str, int, str]] = field(default_factory=list)
    total: str | None = None


def money(amount: int, currency: str) -> str:
    """4990, "EUR" -> "49.90 EUR"."""
    return f"{decimal(amount, currency)} {currency}"
