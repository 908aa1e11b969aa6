"""Every rule of CloudFront that the edge carries out, one row each."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from souk.local.edge.headers import first
from tests.edge import table_caching, table_delivery, table_requests, table_responses, table_signatures
from tests.edge.fakes import Seen, Serve, Stage
from tests.edge.rows import Ask, At, Invalidate, Row, Wait, distribution

TABLES = (table_requests, table_signatures, table_caching, table_delivery, table_responses)
ROWS = [row for table in TABLES for row in table.ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_the_edge_does_as_cloudfront(row: Row, tmp_path: Path) -> None:
    stage = Stage(tmp_path, row.distribution or distribution())

    seen = asyncio.run(play(stage, row))

    assert seen.status == row.status
    assert {name: seen.headers.get(name) for name in row.headers} == row.headers
    if row.body is not None:
        assert seen.body == row.body
    if row.asked is not None:
        assert len(stage.origin.requests) == row.asked
    last = stage.origin.requests[-1] if stage.origin.requests else None
    assert {name: first(last.headers, name) if last else None for name in row.sent} == row.sent
    if row.sent_query is not None:
        assert last is not None
        assert last.query == row.sent_query
    if row.sent_path is not None:
        assert last is not None
        assert last.path == row.sent_path


def test_the_tables_have_a_row_for_each_rule_and_no_rule_twice() -> None:
    assert len(ROWS) >= 120
    assert len({row.rule for row in ROWS}) == len(ROWS)


async def play(stage: Stage, row: Row) -> Seen:
    """Do the steps of a row; returns the last response."""
    seen = Seen(0, {}, b"")
    for step in row.steps:
        match step:
            case Ask():
                seen = await stage.request(**vars(step))
            case Wait(seconds):
                stage.clock.time += seconds
            case Invalidate(path):
                stage.cache.invalidate("E111", path)
            case At(path, serve):
                stage.origin.paths[path] = serve
            case Serve():
                stage.origin.serve = step
        await asyncio.sleep(0.001)  # for work in the background
    return seen
