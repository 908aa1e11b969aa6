"""The ports of the newsletter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from website.domain.newsletter import Limit, Subscriber


class Subscribers(Protocol):
    """All subscribers."""

    def get(self, subscriber_id: str) -> Subscriber | None:
        """The subscriber, also one whose subscription has ended, or None."""

    def sign_up(self, subscriber: Subscriber, limits: Sequence[Limit]) -> None:
        """Store a sign-up and count it, or neither. Raises TooManySignUps, ChangedMeanwhile."""


class Keys(Protocol):
    """The keys of the newsletter."""

    def naming(self) -> bytes:
        """The key that names addresses and signs unsubscribe links. It never changes."""


class Callers(Protocol):
    """Tells callers apart."""

    def network(self, event: Mapping[str, Any]) -> str:
        """The network that a request of API Gateway came from: an IPv4 address, or the /64 of an IPv6 address."""
