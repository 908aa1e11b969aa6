"""A file of content, as Python reads files: by ranges, each under a link that opens it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from ..errors import Unreachable
from ..retries import Clock, Retries
from .errors import ContentChanged, ContentRefused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 1 << 20
"""The bytes of one request, as long as nobody reads more at once."""
RANGE = re.compile(r"bytes (?:(?P<first>\d+)-(?P<last>\d+)|\*)/(?P<size>\d+)")
Link = Callable[[], str]
"""Makes a link to the file, always to the same one."""


class ContentFile(io.RawIOBase):
    """A file that is fetched as it is read. A link that ends midway is replaced by a new one."""

    def __init__(self, link: Link, http: httpx.Client, address: str | None, retries: Retries, clock: Clock) -> None:
        """Ask for the first link; nothing is fetched yet.

        Args:
            link: Makes a link.
            http: Fetches; it sends no token.
            address: Of the server, if not the one that links name.
            retries: The patience with the server.
            clock: Time, for tests.
        """
        super().__init__()
        self._link, self._http, self._address = link, http, address
        self._retries, self._clock = retries, clock
        self._url = link()
        self._position, self._size = 0, -1

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: the next range begins elsewhere."""
        return True

    def tell(self) -> int:
        """The position of the next byte."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another position, which may be behind the end.

        Args:
            offset: Bytes from there.
            whence: `io.SEEK_SET`, `io.SEEK_CUR` or `io.SEEK_END`.
        """
        start = {io.SEEK_SET: lambda: 0, io.SEEK_CUR: self.tell, io.SEEK_END: self._measure}[whence]()
        if start + offset < 0:
            raise ValueError(f"there is nothing before the beginning: {start + offset}")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer with the next bytes, in one request; 0 at the end.

        Args:
            buffer: The buffer.
        """
        with memoryview(buffer) as view, view.cast("B") as target:
            content = self._range(self._position, len(target))
            target[: len(content)] = content
        self._position += len(content)
        return len(content)

    def readall(self) -> bytes:
        """The rest of the file."""
        return b"".join(iter(lambda: self.read(BLOCK) or b"", b""))

    def _measure(self) -> int:
        if self._size < 0:
            self._range(0, 1)
        return self._size

    def _range(self, start: int, length: int) -> bytes:
        """These bytes, as far as the file has them."""
        if length == 0 or 0 <= self._size <= start:
            return b""
        response = self._get(start, length)
        if response.status_code == httpx.codes.FORBIDDEN:
            self._renew()
            response = self._get(start, length)
        parts = RANGE.fullmatch(response.headers.get("content-range", ""))
        if parts is None or response.status_code not in (206, 416) or parts["first"] not in (None, str(start)):
            raise ContentRefused(f"the server of the file answers with status {response.status_code}")
        self._size = int(parts["size"])
        return response.content if response.status_code == httpx.codes.PARTIAL_CONTENT else b""

    def _renew(self) -> None:
        former, self._url = urlsplit(self._url).path, self._link()
        if urlsplit(self._url).path != former:
            raise ContentChanged("another revision was published: open it again")

    def _get(self, start: int, length: int) -> httpx.Response:
        """The response with a whole range, a refusal, or what else is final. Raises Unreachable."""
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={start}-{start + length - 1}"}
        link = urlsplit(self._url)
        url = f"{self._address}{link.path}?{link.query}" if self._address else self._url
        started, attempt = self._clock.now(), 1
        while True:
            failure: Exception | None = None
            try:
                response = self._http.get(url, headers=headers, auth=None)
                if not (response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS):
                    return response
                limits = response.headers
            except httpx.TransportError as error:
                failure, limits = error, httpx.Headers()
            pause = self._retries.again(attempt, self._clock.now() - started, limits)
            if pause is None:
                # Without the address, with which anybody can read the file.
                raise Unreachable(f"the server of the file doesn't answer: {failure or response}") from None
            self._clock.sleep(pause)
            attempt += 1
