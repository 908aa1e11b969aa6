"""Objects stream: large ones through little memory, one fetch for all who wait, a cache that stays in its bounds."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from souk.local.edge.distributions import Unreadable
from souk.local.edge.headers import Headers
from souk.local.edge.origin import OriginRequest
from tests.edge.fakes import HOST, MEGABYTE, Serve, Stage
from tests.edge.rows import HIT, MISS, cached, distribution

LARGE = 512 * MEGABYTE
PIECE = bytes(64 * 1024)


class LargeAnswer:
    """A body that no memory holds."""

    status = 200
    headers: Headers = (("content-length", str(LARGE)), ("cache-control", "max-age=60"))

    async def pieces(self) -> AsyncIterator[bytes]:
        for _ in range(LARGE // len(PIECE)):
            yield PIECE
            await asyncio.sleep(0)

    async def close(self) -> None:
        """Nothing to do."""


class LargeOrigin:
    async def send(self, request: OriginRequest) -> LargeAnswer:
        return LargeAnswer()


def test_a_large_object_passes_through_little_memory_missed_and_hit(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(), disk=2 * LARGE, origin=LargeOrigin())

    tracemalloc.start()
    counts = [asyncio.run(count(stage))]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert counts == [LARGE]
    assert peak < 16 * MEGABYTE
    assert stage.cache.bytes_used[1] == LARGE
    assert asyncio.run(count(stage)) == LARGE


async def count(stage: Stage) -> int:
    """Read an object as a server does; returns its bytes."""
    total = 0

    async def send(message: Any) -> None:
        nonlocal total
        total += len(message.get("body", b""))

    async def receive() -> Any:
        return await asyncio.Event().wait()

    scope = {"type": "http", "method": "GET", "path": "/a", "raw_path": b"/a", "query_string": b"", "scheme": "https"}
    await stage.app({**scope, "headers": [(b"host", HOST.encode())]}, receive, send)
    return total


def test_requests_for_the_same_object_wait_for_one_fetch(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())

    async def crowd() -> list[str]:
        gate = stage.origin.serve.gate = asyncio.Event()
        requests = [asyncio.create_task(stage.request()) for _ in range(50)]
        await asyncio.sleep(0.01)
        gate.set()
        return sorted(seen.headers["x-cache"] for seen in await asyncio.gather(*requests))

    assert asyncio.run(crowd()) == [HIT] * 49 + [MISS]
    assert len(stage.origin.requests) == 1


def test_those_who_wait_for_an_object_that_is_private_ask_themselves(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())

    async def crowd() -> list[int]:
        gate = asyncio.Event()
        stage.origin.serve = Serve(headers={"cache-control": "private"}, gate=gate)
        requests = [asyncio.create_task(stage.request()) for _ in range(3)]
        await asyncio.sleep(0.01)
        gate.set()
        return [seen.status for seen in await asyncio.gather(*requests)]

    assert asyncio.run(crowd()) == [200] * 3
    assert len(stage.origin.requests) == 3


def test_a_second_viewer_reads_an_object_while_it_comes(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.origin.serve = cached()
    stage.origin.serve.body = bytes(MEGABYTE)

    async def two() -> list[int]:
        return [len(seen.body) for seen in await asyncio.gather(stage.request(), stage.request())]

    assert asyncio.run(two()) == [MEGABYTE] * 2
    assert len(stage.origin.requests) == 1


def test_an_object_that_breaks_off_is_cut_for_the_viewer_and_not_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.origin.serve = Serve(bytes(MEGABYTE), breaks_after=MEGABYTE // 2)

    assert asyncio.run(outcome(stage)) == "OSError"
    stage.origin.serve = Serve(b"whole")
    assert asyncio.run(stage.request()).body == b"whole"


def test_an_object_shorter_than_announced_is_not_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.origin.serve = Serve(b"short", headers={"content-length": "9"}, chunked=True)

    assert asyncio.run(outcome(stage)) == "OSError"
    assert len(stage.cache) == 0


async def outcome(stage: Stage) -> str:
    try:
        return str((await stage.request()).status)
    except OSError as error:
        return type(error).__name__


def test_a_viewer_who_leaves_stops_the_fetch_and_nothing_is_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(), origin=LargeOrigin())

    async def leave() -> int:
        pieces = 0

        async def send(message: Any) -> None:
            nonlocal pieces
            pieces += 1

        async def receive() -> Any:
            return {"type": "http.disconnect"}

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/a",
            "raw_path": b"/a",
            "query_string": b"",
            "scheme": "http",
        }
        await stage.app({**scope, "headers": [(b"host", HOST.encode())]}, receive, send)
        await asyncio.sleep(0.01)
        return pieces

    assert asyncio.run(leave()) < 10
    assert len(stage.cache) == 0
    assert stage.cache.bytes_used == (0, 0)


def test_the_cache_stays_within_its_bounds_and_forgets_the_oldest(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(), disk=MEGABYTE)
    stage.origin.serve = Serve(bytes(300_000))

    async def fill() -> list[str]:
        for number in range(10):
            await stage.request(f"/{number}")
        return [(await stage.request(f"/{number}")).headers["x-cache"] for number in (9, 8, 0)]

    assert asyncio.run(fill()) == [HIT, HIT, MISS]
    assert stage.cache.bytes_used[1] <= MEGABYTE
    assert sum(file.stat().st_size for file in (tmp_path / "cache").iterdir()) == stage.cache.bytes_used[1]


def test_small_objects_are_bounded_in_memory_and_need_no_files(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(), memory=100_000)

    async def fill() -> None:
        for number in range(200):
            await stage.request(f"/{number}")

    asyncio.run(fill())

    assert 15 < len(stage.cache) < 25
    assert stage.cache.bytes_used[0] <= 100_000
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_object_larger_than_the_cache_passes_through(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(), disk=MEGABYTE)
    stage.origin.serve = Serve(bytes(2 * MEGABYTE))

    assert len(asyncio.run(stage.request()).body) == 2 * MEGABYTE
    assert len(stage.cache) == 0


def test_an_object_that_is_invalidated_while_it_comes_is_not_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.origin.serve = Serve(bytes(MEGABYTE))

    async def invalidate() -> int:
        request = asyncio.create_task(stage.request())
        await asyncio.sleep(0.001)
        stage.cache.invalidate("E111", "/*")
        return len((await request).body)

    assert asyncio.run(invalidate()) == MEGABYTE
    assert len(stage.cache) == 0
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_the_local_cloud_the_edge_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.distributions.failure = OSError("connection refused")

    seen = asyncio.run(stage.request())

    assert seen.status == 503
    assert b"does not answer: connection refused" in seen.body


def test_a_distribution_that_can_not_be_read_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.distributions.failure = Unreadable("no cache policy C1")

    seen = asyncio.run(stage.request())

    assert seen.status == 503
    assert b"can&#x27;t be read: no cache policy C1" in seen.body
