"""A response on its way to the viewer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from souk.local.edge.headers import Headers

HIT, MISS, REFRESHED = "Hit from cloudfront", "Miss from cloudfront", "RefreshHit from cloudfront"
ERROR, REDIRECT = "Error from cloudfront", "Redirect from cloudfront"


class Body(Protocol):
    """The bytes of a response."""

    @property
    def size(self) -> int | None:
        """Its bytes; None while nobody knows."""
        ...

    def read(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to `stop` in pieces. Raises OSError if the origin breaks off."""
        ...

    async def close(self, complete: bool = True) -> None:
        """Nobody reads it any more; `complete` unless the viewer left before the end."""
        ...


class Whole:
    """A body in memory."""

    def __init__(self, content: bytes = b"") -> None:
        self._content = content

    @property
    def size(self) -> int:
        return len(self._content)

    async def read(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """All of it at once."""
        yield self._content[start:stop]

    async def close(self, complete: bool = True) -> None:
        """Nothing to do."""


@dataclass(frozen=True)
class Response:
    """Status, headers without Content-Length, and the body. `age` is None unless it comes from the cache."""

    status: int
    headers: Headers = ()
    body: Body = field(default_factory=Whole)
    x_cache: str = MISS
    age: float | None = None
    stored: bool = False
    """Whether the edge holds the whole object, so that ranges and conditions are its own work."""
