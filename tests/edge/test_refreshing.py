"""Objects that are served expired while the origin is asked, and leave the cache just then."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.edge.fakes import Seen, Serve, Stage
from tests.edge.rows import distribution


def stale(stage: Stage) -> None:
    stage.origin.serve = Serve(b"old", headers={"cache-control": "max-age=1, stale-while-revalidate=9"})
    asyncio.run(stage.request())
    stage.clock.time += 2


def test_a_stale_object_that_is_invalidated_before_it_is_refreshed_is_asked_for_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stale(stage)

    async def both() -> list[bytes]:
        async def invalidate_and_ask() -> Seen:
            stage.cache.invalidate("E111", "/*")
            stage.origin.serve = Serve(b"new")
            return await stage.request()

        seen = await asyncio.gather(stage.request(), invalidate_and_ask())
        await asyncio.sleep(0.001)
        return [each.body for each in seen]

    assert asyncio.run(both()) == [b"old", b"new"]
    assert len(stage.origin.requests) == 2
    assert len(stage.cache) == 1


def test_nothing_is_refreshed_that_has_left_the_cache(tmp_path: Path) -> None:
    stage = Stage(tmp_path, distribution())
    stale(stage)

    async def ask_and_invalidate() -> None:
        await stage.request()
        stage.cache.invalidate("E111", "/*")
        await asyncio.sleep(0.001)

    asyncio.run(ask_and_invalidate())

    assert len(stage.origin.requests) == 1
    assert stage.cache.bytes_used == (0, 0)
