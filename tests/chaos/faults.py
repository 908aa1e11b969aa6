"""What can go wrong with a call to AWS, and when it does. Nothing here needs a change in the code under test."""

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
    """The processes of the local cloud that is hurt: nothing else may be killed."""


class Fault(Protocol):
    """Something that happens to a call."""

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        """Answer the call; `forward` lets it through."""


@dataclass(frozen=True)
class Refuse:
    """AWS answers with an error, in every protocol's words at once."""

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
    """The call takes its time."""

    seconds: float

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        await asyncio.sleep(self.seconds)
        return await forward()


@dataclass(frozen=True)
class LoseReply:
    """AWS does what it was asked, and the caller never hears of it."""

    async def strike(self, call: Call, forward: Forward) -> web.StreamResponse:
        await forward()
        return _hang_up(call)


@dataclass(frozen=True)
class Kill:
    """The process that calls is killed, before the call is made or after it was: it holds still meanwhile."""

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
    """The process at the other end of a connection: its id, and when it started.

    Both ends are compared: connections to different places may share a local port. Raises LookupError for a process
    that the hurt cloud did not start.
    """
    assert call.request.transport is not None
    theirs, ours = (call.request.transport.get_extra_info(name) for name in ("peername", "sockname"))
    family = {pid: processes.identity(pid) for pid in call.family()}
    for connection in psutil.net_connections("tcp4"):
        if (connection.laddr, connection.raddr) == (theirs, ours) and connection.pid:
            if started := family.get(connection.pid):
                return connection.pid, started
            raise LookupError(f"process {connection.pid} calls from {theirs}, which is none of this cloud's functions")
    raise LookupError(f"nobody calls from {theirs}")


@dataclass
class Plan:
    """Which calls a fault strikes: of one function, of one action, a share of them, so many in a row, at most `most`.

    `holding` is a text that the call must hold. `seed` makes the same calls in the same order meet the same fate.
    """

    fault: Fault
    function: str
    action: str
    share: float = 0.1
    in_a_row: int = 1
    most: int = 1_000_000
    seed: int = 0
    holding: str = ""
    struck: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._dice, self._left = random.Random(self.seed), 0  # noqa: S311

    def strikes(self, call: Call) -> Fault | None:
        """The fault, if it is this call's turn."""
        if (call.function, call.action) != (self.function, self.action) or self.struck >= self.most:
            return None
        if self.holding.encode() not in call.body:
            return None
        if self._left == 0 and self._dice.random() < self.share:
            self._left = self.in_a_row
        if self._left == 0:
            return None
        self._left -= 1
        self.struck += 1
        return self.fault
