"""Distributions, an origin and a viewer of the tests' own; no cloud, no sockets."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from souk.local.edge.app import App
from souk.local.edge.config import Distribution
from souk.local.edge.distributions import by_host
from souk.local.edge.edge import Edge
from souk.local.edge.functions import Functions
from souk.local.edge.headers import Headers, first, without
from souk.local.edge.javascript import JavaScript
from souk.local.edge.origin import Origin, OriginFailure, OriginRequest
from souk.local.edge.store import MEGABYTE, Cache

NOON = 1_800_000_000.0
HOST = "d111.cloudfront.net"
TLS_PORT = 4443


class Clock:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> float:
        return self.time


class FakeDistributions:
    """Distributions in memory."""

    def __init__(self, *distributions: Distribution) -> None:
        self.all = list(distributions)
        self.failure: Exception | None = None

    async def find(self, host: str) -> Distribution | None:
        if self.failure:
            raise self.failure
        return by_host(self.all, host)

    async def reread(self) -> None:
        """They are always current."""


@dataclass
class Serve:
    """The origin's response to each request, or its failure."""

    body: bytes = b"0123456789"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fails: int = 0
    chunked: bool = False
    breaks_after: int | None = None
    gate: asyncio.Event | None = None


class FakeOrigin:
    """An origin that answers all paths alike unless told otherwise, and HEAD, ETags and ranges as servers do."""

    def __init__(self) -> None:
        self.serve = Serve()
        self.paths: dict[str, Serve] = {}
        self.requests: list[OriginRequest] = []
        self.closed = 0
        self.bodies: list[bytes] = []

    async def send(self, request: OriginRequest) -> FakeAnswer:
        self.requests.append(request)
        self.bodies.append(b"".join([piece async for piece in request.body]) if request.body else b"")
        serve = self.paths.get(request.path, self.serve)
        if serve.gate is not None:
            await serve.gate.wait()
        if serve.fails:
            raise OriginFailure(serve.fails, "the test says so")
        return FakeAnswer(self, serve, request)


class FakeAnswer:
    """A response of the fake origin."""

    def __init__(self, origin: FakeOrigin, serve: Serve, request: OriginRequest) -> None:
        self._origin, self._serve = origin, serve
        self.status, self._body = serve.status, serve.body
        pairs = {"content-type": "text/plain", **serve.headers}
        self.headers: Headers = tuple(pairs.items())
        if not serve.chunked:
            self.headers = (*self.headers, ("content-length", str(len(self._body))))
        asked = first(request.headers, "if-none-match")
        if asked is not None and asked == serve.headers.get("etag") and serve.status == 200:
            self.status, self._body, self.headers = 304, b"", without(self.headers, {"content-length"})
        if request.method == "HEAD":
            self._body = b""

    async def pieces(self) -> AsyncIterator[bytes]:
        stop = self._serve.breaks_after
        for start in range(0, len(self._body) if stop is None else stop, 4096):
            yield self._body[start : min(start + 4096, stop or len(self._body))]
            await asyncio.sleep(0)
        if stop is not None:
            raise OSError("the test breaks off")

    async def close(self) -> None:
        self._origin.closed += 1


class FakeJavaScript:
    """Functions in Python, by their code."""

    def __init__(self, **functions: Callable[[Any], Any]) -> None:
        self.functions, self.events = functions, list[Any]()

    async def run(self, code: str, event: Any) -> Any:
        self.events.append(copy.deepcopy(event))
        return self.functions[code](event)


@dataclass
class Seen:
    """A response as a viewer sees it."""

    status: int
    headers: dict[str, str]
    body: bytes


class Stage:
    """An edge with fakes around it, and a viewer in front."""

    def __init__(
        self,
        folder: Path,
        *distributions: Distribution,
        memory: int = MEGABYTE,
        disk: int = 64 * MEGABYTE,
        origin: Origin | None = None,
        javascript: JavaScript | None = None,
    ) -> None:
        self.clock, self.origin = Clock(), FakeOrigin()
        self.distributions = FakeDistributions(*distributions)
        self.cache = Cache(folder / "cache", memory, disk)
        functions = Functions(javascript or FakeJavaScript())
        edge = Edge(self.distributions, origin or self.origin, self.cache, functions, self.clock)
        self.app = App(edge, self.cache, _nothing, TLS_PORT)

    async def request(
        self,
        path: str = "/a.txt",
        headers: dict[str, str] | None = None,
        method: str = "GET",
        https: bool = True,
        host: str = HOST,
        body: bytes = b"",
        http_version: str = "1.1",
        client: str = "127.0.0.1",
    ) -> Seen:
        pairs = {"host": host, **(headers or {}), **({"content-length": str(len(body))} if body else {})}
        raw, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "path": raw,
            "raw_path": raw.encode(),
            "query_string": query.encode(),
            "scheme": "https" if https else "http",
            "http_version": http_version,
            "client": (client, 4711),
            "headers": [(name.encode(), value.encode()) for name, value in pairs.items()],
        }
        seen, pieces = Seen(0, {}, b""), list[bytes]()
        messages = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Any:
            return next(messages, None) or await asyncio.Event().wait()

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                seen.headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
            pieces.append(message.get("body", b""))

        await self.app(scope, receive, send)
        return Seen(seen.status, seen.headers, b"".join(pieces))


async def _nothing() -> None:
    """Close nothing."""
