"""The ports of the newsletter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from website.domain.letters import Kind
from website.domain.newsletter import Limit, Subscriber


class Subscribers(Protocol):
    """All subscribers."""

    def get(self, subscriber_id: str) -> Subscriber | None:
        """The subscriber, also one whose subscription has ended, or None."""

    def sign_up(self, subscriber: Subscriber, limits: Sequence[Limit]) -> None:
        """Store a sign-up and count it, or neither. Raises TooManySignUps, ChangedMeanwhile."""

    def change(self, subscriber_id: str) -> AbstractContextManager[Subscriber]:
        """Load a subscriber, and store the caller's changes. Raises NotFound, ChangedMeanwhile."""


class Letters(Protocol):
    """The state of mails: being sent, or sent."""

    def claim(self, letter_id: str, forget_at: int) -> None:
        """Claim the sending of a mail, new or not. Raises AlreadyHandled if it was sent, MailInProgress."""

    def release(self, letter_id: str) -> None:
        """Give the claim up, so that the next delivery can send the mail."""

    def mark_sent(self, letter_id: str) -> None:
        """Mark a mail as sent."""


@dataclass(frozen=True)
class Mail:
    """A mail to one subscriber, independent of its format."""

    kind: Kind
    to: str
    tags: Mapping[str, str]
    """Come back with bounces and complaints."""
    confirm_token: str = ""
    unsubscribe_token: str = ""


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Send a mail. Returns once it was accepted.

        Raises MailNotSent if it was not sent; any other error leaves that unknown.
        """


class Keys(Protocol):
    """The keys of the newsletter."""

    def naming(self) -> bytes:
        """The key that names addresses and signs unsubscribe links. It never changes."""

    def confirming(self) -> Sequence[bytes]:
        """The keys of confirmation links, the current one first; an earlier one still counts."""

    def renew(self) -> bool:
        """Fetch the keys of confirmation links again, unless that was a moment ago; whether it did."""


class Callers(Protocol):
    """Tells callers apart."""

    def network(self, event: Mapping[str, Any]) -> str:
        """The network that a request of API Gateway came from: an IPv4 address, or the /64 of an IPv6 address."""
