"""A proxy in front of the AWS endpoint, with a port for each function, that applies the faults."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web

from tests.chaos.faults import Call, Plan
from tests.chaos.mailbox import Mail, parse

HOST = "127.0.0.1"
HOP_BY_HOP = {"connection", "content-encoding", "keep-alive", "transfer-encoding", "content-length"}
MB = 2**20


@dataclass
class Proxy:
    """Runs in its own thread; `plan` may change at any time."""

    upstream: str
    family: Callable[[], list[int]]
    """The processes of the cloud behind it."""
    plan: Plan | None = None

    def __post_init__(self) -> None:
        self.ports: dict[str, int] = {}
        self.mailed: list[Mail] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runners: list[web.AppRunner] = []

    def start(self, functions: Iterable[str]) -> Self:
        """Open a port for each function."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(functions), self._loop).result(30)
        return self

    def stop(self) -> None:
        """Close all ports."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url_of(self, function: str) -> str:
        """The URL that the function uses as AWS."""
        return f"http://{HOST}:{self.ports[function]}"

    async def _open(self, functions: Iterable[str]) -> None:
        self._http = aiohttp.ClientSession(
            auto_decompress=False, connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=60)
        )
        for function in functions:
            app = web.Application(client_max_size=64 * MB)
            app.router.add_route("*", "/{path:.*}", self._handler_of(function))
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            site = web.TCPSite(runner, HOST, 0)
            await site.start()
            self.ports[function] = runner.addresses[0][1]
            self._runners.append(runner)

    async def _close(self) -> None:
        for runner in self._runners:
            await runner.cleanup()
        await self._http.close()

    def _handler_of(self, function: str):
        async def handle(request: web.Request) -> web.StreamResponse:
            body = await request.read()
            call = Call(function, action_of(request, body), body, request, self.family)

            async def forward() -> web.Response:
                response = await self._forward(request, body)
                if call.action == "SendEmail" and response.status == HTTPStatus.OK:
                    self.mailed.append(parse(body))
                return response

            fault = self.plan.strikes(call) if self.plan else None
            return await fault.strike(call, forward) if fault else await forward()

        return handle

    async def _forward(self, request: web.Request, body: bytes) -> web.Response:
        # All headers unchanged, including `Host`: the signature covers them.
        async with self._http.request(
            request.method,
            self.upstream + request.raw_path,
            headers=request.headers,
            data=body,
            allow_redirects=False,
        ) as response:
            content = await response.read()
            headers = {name: value for name, value in response.headers.items() if name.lower() not in HOP_BY_HOP}
            return web.Response(status=response.status, headers=headers, body=content)


def action_of(request: web.Request, body: bytes) -> str:
    """The operation of a call, like `Publish`; `HTTP` for a request to another service's API."""
    if target := request.headers.get("X-Amz-Target"):
        return target.rpartition(".")[2]
    if request.path.startswith("/_aws/execute-api"):
        return "HTTP"
    if request.path.endswith("/outbound-emails"):
        return "SendEmail"
    return parse_qs(body.decode(errors="replace")).get("Action", ["?"])[0]
