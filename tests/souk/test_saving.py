"""When the local cloud's data is saved."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from souk.local.saving import PATH, Saving

NEVER = 3600.0


class Disk:
    """Counts what is saved, and may be full."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full
        self.tried = 0
        self.saved = 0

    async def take(self) -> None:
        self.tried += 1
        if self.full:
            raise OSError(28, "No space left on device")
        self.saved += 1


class Program:
    """The ASGI server's part: starts an app, sends requests, ends it."""

    def __init__(self, disk: Disk, pause: float = NEVER) -> None:
        self.app = Saving(self.answer, disk.take, pause)
        self.events: asyncio.Queue[Any] = asyncio.Queue()
        self.sent: list[Any] = []

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Stands for MiniStack: answers requests, and both events of its life."""
        if scope["type"] == "lifespan":
            for event in ("startup", "shutdown"):
                assert (await receive())["type"] == f"lifespan.{event}"
                await send({"type": f"lifespan.{event}.complete"})
        else:
            await send({"type": "http.response.start", "status": 200})

    async def ask(self, method: str, path: str = "/") -> int:
        await self.app({"type": "http", "method": method, "path": path}, self.events.get, self.send)
        return int(next(sent["status"] for sent in reversed(self.sent) if "status" in sent))

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    async def live(self, *requests: str, until: Any = None) -> None:
        """From its start to its end."""
        life = asyncio.create_task(self.app({"type": "lifespan"}, self.events.get, self.send))
        await self.events.put({"type": "lifespan.startup"})
        for method in requests:
            await self.ask(method)
        while until is not None and not until():
            await asyncio.sleep(0.001)
        await self.events.put({"type": "lifespan.shutdown"})
        await life


def test_all_is_saved_at_the_end() -> None:
    disk = Disk()

    asyncio.run(Program(disk).live("POST"))

    assert disk.saved == 1


def test_what_has_changed_is_saved_while_it_runs() -> None:
    disk = Disk()

    asyncio.run(Program(disk, pause=0.0).live("PUT", until=lambda: disk.saved))

    assert disk.saved == 2


def test_what_has_not_changed_is_saved_at_the_end_only() -> None:
    disk = Disk()
    program = Program(disk, pause=0.0)
    rounds = iter(range(100))

    asyncio.run(program.live("GET", "HEAD", until=lambda: next(rounds) == 99))

    assert disk.saved == 1


def test_what_could_not_be_saved_is_tried_again_without_another_change() -> None:
    disk = Disk(full=True)

    asyncio.run(Program(disk, pause=0.0).live("PUT", until=lambda: disk.tried > 2))

    assert disk.saved == 0


def test_who_asks_for_it_hears_whether_it_is_saved() -> None:
    disk = Disk()
    program = Program(disk)

    assert asyncio.run(program.ask("POST", PATH)) == 204
    disk.full = True
    assert asyncio.run(program.ask("POST", PATH)) == 507
    assert "No space left" in json.loads(program.sent[-1]["body"])["message"]


def test_two_saves_are_made_one_after_the_other() -> None:
    most = now = 0

    async def take() -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1

    async def both() -> None:
        saving = Saving(Program(Disk()).answer, take)
        await asyncio.gather(saving.save(), saving.save())

    asyncio.run(both())

    assert most == 1
