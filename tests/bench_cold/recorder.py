"""An AWS endpoint that records the answers of another one, and then gives them itself.

While it is timed, a function so gets the local cloud's own answers, without its noise and whatever was written before.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web

from tests.chaos.proxy import HOP_BY_HOP, HOST, MB, action_of


@dataclass(frozen=True)
class Call:
    """A request to AWS, or to another service's API, and its answer."""

    action: str
    """The operation, like `Query`; `HTTP` for another service's API."""
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: int = 0
    answer_headers: dict[str, str] = field(default_factory=dict)
    answer: bytes = b""

    @cached_property
    def exact(self) -> str:
        """The same for the same request, however its JSON is written."""
        return f"{self.action} {self.path} {json.dumps(self._parameters, sort_keys=True)}"

    @cached_property
    def shape(self) -> str:
        """The same for requests that differ in values only, such as times and ids that the function generates."""
        return f"{self.action} {sorted(self._parameters)}"

    @cached_property
    def _parameters(self) -> dict[str, Any]:
        """The top level of the request."""
        text = self.body.decode()
        parameters: dict[str, Any] = json.loads(text) if text.startswith("{") else dict(parse_qsl(text))
        return parameters


class Recorder:
    """Runs in its own thread. `calls` are those since `record` or `replay`."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.record()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(30)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def record(self) -> None:
        """Forward the calls from now on."""
        self.calls: list[Call] = []
        self._same: dict[str, Call] = {}
        self._similar: dict[str, Iterator[Call]] = {}

    def replay(self, calls: Sequence[Call]) -> None:
        """Answer as it was recorded: the same request alike, similar ones in their order, again and again."""
        self.record()
        self._same = {call.exact: call for call in calls}
        similar = defaultdict(list)
        for call in calls:
            similar[call.shape].append(call)
        self._similar = {shape: itertools.cycle(recorded) for shape, recorded in similar.items()}

    async def _open(self) -> None:
        self._http = aiohttp.ClientSession(auto_decompress=False, timeout=aiohttp.ClientTimeout(total=60))
        app = web.Application(client_max_size=64 * MB)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        await self._runner.cleanup()
        await self._http.close()

    async def _handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        call = Call(action_of(request, body), request.method, request.raw_path, dict(request.headers), body)
        if self._same:
            answered = self._same.get(call.exact) or next(self._similar.get(call.shape, iter(())), None)
        else:
            answered = await self._forward(call)
        if answered is None:
            return web.Response(status=HTTPStatus.NOT_IMPLEMENTED, text=f"{call.action} was not recorded")
        self.calls.append(answered)
        return web.Response(status=answered.status, headers=answered.answer_headers, body=answered.answer)

    async def _forward(self, call: Call) -> Call:
        url = self._upstream + call.path
        async with self._http.request(call.method, url, headers=call.headers, data=call.body) as response:
            answer = await response.read()
        headers = {name: value for name, value in response.headers.items() if name.lower() not in HOP_BY_HOP}
        return replace(call, status=response.status, answer_headers=headers, answer=answer)
