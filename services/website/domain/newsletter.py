"""Subscribers of the newsletter: their state, their rules, and the limits of signing up.

Several regions may write a row, and of two writes at the same moment the later one wins whole (decision 0081). So each
state can be reached from any other, and a row says nothing about mails: those are in rows that only one region writes.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.core.errors import TooManyRequests
from chassis.core.events import Event, new_id, now
from website.domain.links import LinkUsed

LINK_LIFETIME = timedelta(hours=48)
ASK_AGAIN = timedelta(minutes=10)
"""A repeated sign-up makes a new mail only after this time; before, the first one may still be on its way."""
REMEMBER_ENDED = timedelta(days=30)


class TooManySignUps(TooManyRequests):
    """There were too many sign-ups from here, or with this address."""

    retry_after = 3600

    def __init__(self, seconds: int = 3600) -> None:
        super().__init__("Wait, then try again.")
        self._seconds = seconds

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self._seconds)}


class State(StrEnum):
    """The state of a subscription."""

    PENDING = "pending"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass
class Subscriber:
    """An address that asked for the newsletter. The id is made from the address; `subscription` is new after an end.

    `link` is the id of the mail with the confirmation link that was asked for last.
    """

    id: str
    email: str
    subscription: str = field(default_factory=new_id)
    state: State = State.PENDING
    link: str = ""
    asked_at: datetime = field(default_factory=now)
    confirmed_at: datetime | None = None
    expires_at: int | None = None
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @classmethod
    def sign_up(cls, subscriber_id: str, email: str) -> Subscriber:
        """A new subscriber, who has to confirm."""
        subscriber = cls(subscriber_id, email)
        subscriber._ask(now())
        return subscriber

    def is_named_by(self, key: bytes) -> bool:
        """Whether the id is made with this key. A row that was copied from another environment has its source's."""
        return self.id == digest(key, "address", self.email)

    def sign_up_again(self, email: str) -> None:
        """Sign up once more: nothing for an active subscription; another link if the last one is some time old."""
        at = now()
        if self.state is State.ENDED:
            self.subscription, self.confirmed_at = new_id(), None
            self.email = email
            self._ask(at)
        elif self.state is State.PENDING and at - self.asked_at >= ASK_AGAIN:
            self.email = email
            self._ask(at)

    def confirm(self) -> None:
        """Confirm the address. Raises LinkUsed unless that is pending."""
        if self.state is State.ACTIVE:
            raise LinkUsed("You are subscribed.")
        if self.state is State.ENDED:
            raise LinkUsed("The subscription has ended since. Sign up again.")
        self.state, self.confirmed_at, self.expires_at = State.ACTIVE, now(), None

    def end(self) -> None:
        """End the subscription and forget the address. Idempotent.

        The row stays for a while, so that an older state that arrives late does not look like a new subscriber.
        """
        if self.state is not State.ENDED:
            self.state, self.email, self.link = State.ENDED, "", ""
            self.confirmed_at, self.expires_at = None, int((now() + REMEMBER_ENDED).timestamp())

    def _ask(self, at: datetime) -> None:
        self.state, self.link, self.asked_at = State.PENDING, new_id(), at
        # A subscription that is never confirmed leaves the table, with its address.
        self.expires_at = int((at + LINK_LIFETIME).timestamp())


@dataclass(frozen=True)
class Limit:
    """How many sign-ups one address or one caller may make in an hour. `who` is a digest."""

    kind: str
    who: str
    most: int


@dataclass(frozen=True)
class Limits:
    """How many sign-ups an hour one address and one caller may make."""

    per_address: int
    per_caller: int


def digest(key: bytes, kind: str, text: str) -> str:
    """A name for `text` that nobody without the key can make or guess: an address in any case has one."""
    return hmac.new(key, f"{kind}:{text.strip().casefold()}".encode(), "sha256").hexdigest()[:32]
