"""ASGI middleware that saves the local cloud's data: periodically, on request, and at its end.

Runs inside MiniStack's own Python: standard library only.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from souk.local.loopback_only import App, Receive, Scope, Send

PATH = "/_souk/save"
PAUSE = 20.0
"""Seconds between two saves, so that a kill loses less than a minute of changes."""
READS = {"GET", "HEAD", "OPTIONS"}

logger = logging.getLogger("saving")


class Saving:
    """An ASGI app around another; `take` saves the other's data, or raises."""

    def __init__(self, app: App, take: Callable[[], Awaitable[None]], pause: float = PAUSE) -> None:
        self._app = app
        self._take = take
        self._pause = pause
        self._only_one = asyncio.Lock()
        self._changed = False
        self._clock: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, self._ending(receive), self._beginning(send))
        elif scope["type"] == "http" and scope["path"] == PATH and scope["method"] == "POST":
            await self._answer(send)
        else:
            try:
                await self._app(scope, receive, send)
            finally:
                self._changed = self._changed or scope.get("method") not in READS

    async def save(self) -> None:
        """Save the current state, or raise."""
        async with self._only_one:
            self._changed = False
            try:
                await self._take()
            except BaseException:
                self._changed = True
                raise

    async def _answer(self, send: Send) -> None:
        try:
            await self.save()
            status, body = 204, b""
        except Exception as error:
            status, body = 507, json.dumps({"message": str(error)}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _beginning(self, send: Send) -> Send:
        async def sent(message: Any) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._clock = asyncio.create_task(self._save_periodically())
            await send(message)

        return sent

    def _ending(self, receive: Receive) -> Receive:
        async def received() -> Any:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await self._save_or_log()
                if self._clock is not None:
                    self._clock.cancel()
            return message

        return received

    async def _save_periodically(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            if self._changed:
                await self._save_or_log()

    async def _save_or_log(self) -> None:
        try:
            await self.save()
        except Exception:
            logger.exception("the data was not saved")
