"""Many members play one course: the signatures differ, and each file is read once from the origin."""

from __future__ import annotations

import asyncio
from pathlib import Path

from content.domain.keys import ECDSA256
from tests.content.signed_requests import BASE, KEY_IDS, SESSION, moment, public_keys, signer, with_query
from tests.content.test_matrix import stage_with
from tests.edge.fakes import HOST, NOON, Serve, Stage

FILES = ["index.m3u8", "init.mp4", *(f"part{number:02}.m4s" for number in range(6))]
PLAYS = 200
AT_ONCE = 50


async def play(stage: Stage, query: dict[str, str]) -> list[int]:
    """The statuses of all files in turn."""
    paths = [with_query(BASE + file, query).removeprefix(f"https://{HOST}") for file in FILES]
    return [(await stage.request(path)).status for path in paths]


def query_of(play: int) -> dict[str, str]:
    """A session of its own."""
    cookies = signer(ECDSA256).cookies(f"{BASE}*", moment(-play - 1), moment() + SESSION, None)
    return {name.removeprefix("CloudFront-"): value for name, value in cookies.items()}


async def play_all(stage: Stage, plays: int) -> set[int]:
    statuses: set[int] = set()
    for first in range(0, plays, AT_ONCE):
        batch = [play(stage, query_of(each)) for each in range(first, first + AT_ONCE)]
        for each in await asyncio.gather(*batch):
            statuses.update(each)
    return statuses


def test_all_plays_read_each_file_once_from_the_origin(tmp_path: Path) -> None:
    stage = stage_with(tmp_path, {KEY_IDS[ECDSA256]: public_keys()[KEY_IDS[ECDSA256]]})
    stage.origin.serve = Serve(headers={"cache-control": "public, max-age=86400"})
    stage.clock.time = NOON

    assert asyncio.run(play_all(stage, PLAYS)) == {200}
    assert sorted(request.path for request in stage.origin.requests) == sorted(
        f"/first-evening/5f0c1f7e3b1d/{file}" for file in FILES
    )
