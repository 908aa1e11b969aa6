"""The cache while the origin is asked: viewers leave, objects are invalidated or evicted, the disk is gone."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest

from souk.local.edge.app import is_news
from souk.local.edge.store import OVERHEAD
from tests.edge.fakes import HOST, MEGABYTE, Seen, Serve, Stage
from tests.edge.rows import HIT, behavior, cached, distribution, policy

TAGGED = cached(1, etag='"1"')


class Viewer:
    """A viewer who leaves after some pieces of the response."""

    def __init__(self, pieces: int) -> None:
        self.pieces, self.left = pieces, asyncio.Event()

    async def send(self, message: Any) -> None:
        self.pieces -= 1
        if self.pieces == 0:
            self.left.set()

    async def receive(self) -> Any:
        await self.left.wait()
        return {"type": "http.disconnect"}


def scope(method: str = "GET", headers: tuple[tuple[bytes, bytes], ...] = ()) -> dict[str, Any]:
    named = [(b"host", HOST.encode()), *headers]
    return {"type": "http", "method": method, "path": "/a.txt", "raw_path": b"/a.txt", "query_string": b"",
            "scheme": "https", "headers": named}  # fmt: skip


def test_who_waits_for_an_object_gets_all_of_it_although_the_first_viewer_leaves(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    gate = asyncio.Event()
    stage.origin.serve = Serve(bytes(MEGABYTE), gate=gate)

    async def two() -> Seen:
        viewer = Viewer(pieces=3)
        first = asyncio.create_task(stage.app(scope(), viewer.receive, viewer.send))
        await asyncio.sleep(0)
        second = asyncio.create_task(stage.request())
        await asyncio.sleep(0)
        gate.set()
        await first
        return await second

    assert len(asyncio.run(two()).body) == MEGABYTE
    assert len(stage.origin.requests) == 1


def test_an_object_that_is_invalidated_while_the_origin_is_asked_is_not_kept(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    gate = asyncio.Event()
    stage.origin.serve = Serve(b"old", gate=gate)

    async def race() -> list[bytes]:
        requests = [asyncio.create_task(stage.request()) for _ in range(3)]
        await asyncio.sleep(0.001)
        stage.cache.invalidate("E111", "/a.txt")
        gate.set()
        old = [(await request).body for request in requests]
        stage.origin.serve = Serve(b"new")
        return [*old, (await stage.request()).body]

    assert asyncio.run(race()) == [b"old", b"old", b"old", b"new"]


@pytest.mark.parametrize("size", [3, MEGABYTE])
def test_an_object_that_leaves_the_cache_while_it_is_confirmed_is_served_whole(tmp_path: Path, size: int) -> None:
    stage = Stage(tmp_path, distribution())
    gate = asyncio.Event()
    gate.set()
    stage.origin.serve = TAGGED.__class__(bytes(size), headers=TAGGED.headers, gate=gate)

    async def race() -> Seen:
        await stage.request()
        stage.clock.time += 2
        gate.clear()
        request = asyncio.create_task(stage.request())
        await asyncio.sleep(0.001)
        stage.cache.invalidate("E111", "/*")
        gate.set()
        return await request

    seen = asyncio.run(race())

    assert (seen.status, len(seen.body)) == (200, size)
    assert len(stage.cache) == 0
    assert stage.cache.bytes_used == (0, 0)


def test_those_who_waited_get_the_object_although_the_cache_is_full(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(), memory=OVERHEAD)
    gate = asyncio.Event()
    stage.origin.serve = Serve(b"0123456789", gate=gate)

    async def crowd() -> list[bytes]:
        requests = [asyncio.create_task(stage.request()) for _ in range(20)]
        await asyncio.sleep(0.001)
        gate.set()
        return [(await request).body for request in requests]

    assert asyncio.run(crowd()) == [b"0123456789"] * 20
    assert stage.cache.bytes_used == (0, 0)


def test_long_addresses_and_headers_count_for_the_bound_of_memory(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(behavior(policy=policy(query="all"))), memory=MEGABYTE)
    stage.origin.serve = Serve(b"x", headers={"x-own": "a" * 8000})

    async def fill() -> None:
        for number in range(200):
            await stage.request(f"/{number}?{'b' * 8000}")

    asyncio.run(fill())

    assert 45 < len(stage.cache) <= MEGABYTE // (16_000 + OVERHEAD)
    assert stage.cache.bytes_used[0] <= MEGABYTE


def test_without_a_disk_large_objects_are_cut_and_small_ones_served(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(tmp_path, distribution())
    shutil.rmtree(tmp_path / "cache")
    stage.origin.paths["/large"] = Serve(bytes(MEGABYTE))

    async def both() -> str:
        with pytest.raises(OSError, match="broke off"):
            await stage.request("/large")
        await stage.request("/small")
        return (await stage.request("/small")).headers["x-cache"]

    assert asyncio.run(both()) == HIT
    assert "the response to /large is cut: the origin broke off" in caplog.text
    assert "/large isn't kept: [Errno 2] No such file or directory" in caplog.text
    assert len(stage.cache) == 1


def test_a_viewer_who_leaves_before_the_end_of_an_upload_is_no_error(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution(behavior(methods=frozenset({"POST"}))))
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(stage.app(scope("POST", ((b"content-length", b"9"),)), receive, send))

    assert sent == []


def test_the_page_about_an_origin_that_fails_has_a_length(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stage.origin.serve = Serve(fails=502)

    seen = asyncio.run(stage.request())

    assert seen.headers["content-length"] == str(len(seen.body))


@pytest.mark.parametrize(("error", "expected"), [(OSError("cut"), False), (ValueError("a bug"), True), (None, True)])
def test_the_servers_log_has_no_traceback_of_a_cut_response(error: Exception | None, expected: bool) -> None:
    reason = (type(error), error, None) if error else None

    record = logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, "Exception in ASGI application", (), reason)

    assert is_news(record) is expected
