"""Bodies that pass through, parts of bodies, and the response of an origin that can't be reached."""

from collections.abc import AsyncIterator

from souk.local.edge.headers import Headers
from souk.local.edge.origin import OriginResponse
from souk.local.edge.response import Body, Response


class Stream:
    """The body of an origin's response, for one viewer."""

    def __init__(self, answer: OriginResponse, size: int | None) -> None:
        self._answer, self.size = answer, size

    async def read(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """All bytes as they come; a stream has no parts."""
        async for piece in self._answer.pieces():
            yield piece

    async def close(self, complete: bool = True) -> None:
        """End the origin's response."""
        await self._answer.close()


class Part:
    """Some bytes of a body."""

    def __init__(self, body: Body, begin: int, end: int) -> None:
        self._body, self._begin, self._end = body, begin, end

    @property
    def size(self) -> int:
        return self._end - self._begin

    async def read(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """The part's bytes."""
        end = self._end if stop is None else self._begin + stop
        async for piece in self._body.read(self._begin + start, end):
            yield piece

    async def close(self, complete: bool = True) -> None:
        """Close the body."""
        await self._body.close(complete)


class Failure:
    """An error of the edge in the shape of an origin's response, so that it is cached alike."""

    def __init__(self, status: int, page: Response) -> None:
        self.status, self._page = status, page
        self.headers = (*page.headers, ("content-length", str(page.body.size)))

    headers: Headers

    async def pieces(self) -> AsyncIterator[bytes]:
        """The error page."""
        async for piece in self._page.body.read():
            yield piece

    async def close(self) -> None:
        """Nothing to do."""
