"""The ASGI app: requests to the edge, responses to viewers, and the edge's own status page."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from souk.local.edge.addressing import Receive, ViewerLeft, viewer_request
from souk.local.edge.edge import Edge
from souk.local.edge.headers import encoded
from souk.local.edge.response import Response
from souk.local.edge.store import Cache

STATUS_PATH = "/_souk/edge"
REREAD_PATH = f"{STATUS_PATH}/reread"
EMPTY = {204, 304}
USAGE = "The edge serves distributions: call one by its Host, or by /https://HOST/path. See docs/local-cloud.md.\n"

logger = logging.getLogger("edge")

Scope = dict[str, Any]
Send = Callable[[Any], Awaitable[None]]


class App:
    """An ASGI app around an edge. `close` ends the edge's connections when the server ends."""

    def __init__(self, edge: Edge, cache: Cache, close: Callable[[], Awaitable[None]], tls_port: int | None) -> None:
        self._edge, self._cache, self._close, self._tls_port = edge, cache, close, tls_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        request = viewer_request(scope, receive, self._tls_port)
        if request is None:
            await self._describe(scope["method"], scope["path"], send)
            return
        try:
            await respond(await self._edge.answer(request), request.method, receive, send)
        except ViewerLeft:
            pass
        except OSError as error:
            logger.warning("the response to %s is cut: %s", request.path, error)
            raise

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self._close()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _describe(self, method: str, path: str, send: Send) -> None:
        if (method, path) == ("POST", REREAD_PATH):
            with contextlib.suppress(OSError):  # the cloud doesn't answer: the next request reads
                await self._edge.reread()
            path = STATUS_PATH
        memory, disk = self._cache.bytes_used
        status = {"objects": len(self._cache), "memory_bytes": memory, "disk_bytes": disk}
        body = json.dumps(status) if path == STATUS_PATH else USAGE
        headers = [(b"content-type", b"application/json" if path == STATUS_PATH else b"text/plain")]
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200 if path == STATUS_PATH else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body.encode()})


def is_news(record: logging.LogRecord) -> bool:
    """Whether a line of the server's log says more than the edge's own: it has a traceback for each cut response."""
    return not (record.exc_info and isinstance(record.exc_info[1], OSError))


async def respond(response: Response, method: str, receive: Receive, send: Send) -> None:
    """Send a response, piece by piece, as fast as the viewer reads. Raises OSError if the origin breaks off."""
    headers = encoded(response.headers)
    if response.body.size is not None and response.status not in EMPTY:
        headers.append((b"content-length", str(response.body.size).encode()))
    complete = False
    try:
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        if method == "HEAD" or response.status in EMPTY or await _send_body(response, receive, send):
            complete = True
        await send({"type": "http.response.body", "body": b""})
    finally:
        await response.body.close(complete)


async def _send_body(response: Response, receive: Receive, send: Send) -> bool:
    """Send the pieces; False if the viewer leaves. A body of one piece isn't worth watching for that."""
    leaving: asyncio.Task[None] | None = None
    try:
        async for piece in response.body.read():
            if leaving is not None and leaving.done():
                return False
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            if leaving is None and response.body.size != len(piece):
                leaving = asyncio.create_task(_left(receive))
        return True
    finally:
        if leaving is not None:
            leaving.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
