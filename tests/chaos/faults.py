"""Faults of calls to AWS, and the plan when they strike. The code under test needs no change."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

import psutil
from aiohttp import web

from souk.local import processes

Forward = Callable[[], Awaitable[web.Response]]


@dataclass(frozen=True)
class Call:
    """One call of a function to AWS."""

    function: str
    action: str
    body: bytes
    request: web.Request
    family: Callable[[], list[int]]
    """The processes of the local cloud under test: no other may be killed."""


class Fault(Protocol):
    """A fault that strikes a call."""

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        """Respond to the call; `forward` passes it to AWS."""


@dataclass(frozen=True)
class Refuse:
    """AWS returns an error, in the format of each protocol."""

    code: str = "InternalServerError"
    status: int = 500

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        headers = {"x-amzn-ErrorType": self.code}
        if call.action == "PublishBatch":
            body = f"<ErrorResponse><Error><Code>{self.code}</Code><Message>chaos</Message></Error></ErrorResponse>"
            return web.Response(status=self.status, text=body, content_type="text/xml", headers=headers)
        return web.json_response({"__type": self.code, "message": "chaos"}, status=self.status, headers=headers)


THROTTLE = Refuse("ThrottlingException", 400)


@dataclass(frozen=True)
class Delay:
    """The call is slow."""

    seconds: float

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        await asyncio.sleep(self.seconds)
        return await forward()


@dataclass(frozen=True)
class LoseReply:
    """AWS executes the call, and its reply is lost."""

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        await forward()
        return _hang_up(call)


@dataclass(frozen=True)
class Kill:
    """The calling process is killed before or after the call is executed, while it waits."""

    after: bool = False

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        if self.after:
            await forward()
        processes.send(*caller(call), signal.SIGKILL)
        return _hang_up(call)


def _hang_up(call: Call) -> web.StreamResponse:
    if call.request.transport:
        call.request.transport.abort()
    return web.Response()


def caller(call: Call) -> tuple[int, str]:
    """The process at the other end of a connection: its id and start time.

    Both ends are compared, because connections to different servers may share a local port. Raises LookupError for a
    process that the cloud under test did not start.
    """
    assert call.request.transport is not None
    theirs, ours = (call.request.transport.get_extra_info(name) for name in ("peername", "sockname"))
    family = {pid: processes.identity(pid) for pid in call.family()}
    for connection in psutil.net_connections("tcp4"):
        if (connection.laddr, connection.raddr) == (theirs, ours) and connection.pid:
            if started := family.get(connection.pid):
                return connection.pid, started
            raise LookupError(f"process {connection.pid} calls from {theirs}, but is none of this cloud's functions")
    raise LookupError(f"no process calls from {theirs}")


@dataclass
class Plan:
    """The calls that a fault strikes: a share of one function's calls of one action, some in a row, up to a limit.

    `containing` is a text in the call. With the same `seed`, the same calls in the same order are struck.
    """

    fault: Fault
    function: str
    action: str
    share: float = 0.1
    in_a_row: int = 1
    limit: int = 1_000_000
    seed: int = 0
    containing: str = ""
    struck: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._dice, self._left = random.Random(self.seed), 0  # noqa: S311

    def strikes(self, call: Call) -> Fault | None:
        """The fault, if it is this call's turn."""
        if (call.function, call.action) != (self.function, self.action) or self.struck >= self.limit:
            return None
        if self.containing.encode() not in call.body:
            return None
        if self._left == 0 and self._dice.random() < self.share:
            self._left = self.in_a_row
        if self._left == 0:
            return None
        self._left -= 1
        self.struck += 1
        return self.fault
