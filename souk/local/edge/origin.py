"""The port to the origins: a request of the edge, and the response as it comes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from souk.local.edge.config import Behavior, Distribution
from souk.local.edge.headers import Headers


@dataclass(frozen=True)
class OriginRequest:
    """A request for the origin of a behavior. The path lacks the origin's own path."""

    distribution: Distribution
    behavior: Behavior
    method: str
    path: str
    query: str
    headers: Headers
    https: bool
    body: AsyncIterator[bytes] | None = None


class OriginResponse(Protocol):
    """A response whose body comes piece by piece, as the origin encoded it."""

    status: int
    headers: Headers

    def pieces(self) -> AsyncIterator[bytes]:
        """The body. Raises OSError if the origin breaks off."""
        ...

    async def close(self) -> None:
        """End the connection, or give it back if the body was read."""
        ...


class Origin(Protocol):
    """The origins of all distributions."""

    async def send(self, request: OriginRequest) -> OriginResponse:
        """The response as soon as its headers are there. Raises OriginFailure."""
        ...


class OriginFailure(Exception):
    """The origin didn't answer: 502 if it can't be reached, 504 if it was too slow."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
