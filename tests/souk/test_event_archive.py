"""The past is read from the archive and the log: each event once, those of one thing in sequence."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from souk.cloud import event_archive
from tests.fake_environment import OUTPUTS, FakeEnvironment


def wire(event_id: str, at: str, thing: str = "a", sequence: int = 1) -> str:
    facts = {"id": event_id, "at": at, "aggregate_id": thing, "sequence": sequence, "name": "x.Y", "version": 1}
    return json.dumps(facts)


class FakeS3:
    """A bucket: one object for each of these texts."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def get_paginator(self, _operation: str) -> Any:
        def paginate(**_asked: str) -> Iterator[dict[str, Any]]:
            yield {"Contents": [{"Key": str(number)} for number in range(len(self.texts))]} if self.texts else {}

        return SimpleNamespace(paginate=paginate)

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        assert Bucket == OUTPUTS["EventArchiveName"]
        return {"Body": io.BytesIO(self.texts[int(Key)].encode())}


class FakeKinesis:
    """A stream of one shard."""

    def __init__(self, *records: str) -> None:
        self.records = records

    def get_paginator(self, _operation: str) -> Any:
        return SimpleNamespace(paginate=lambda **_asked: [{"Shards": [{"ShardId": "1"}]}])

    def get_shard_iterator(self, **_asked: str) -> dict[str, str]:
        return {"ShardIterator": "0"}

    def get_records(self, ShardIterator: str, **_asked: int) -> dict[str, Any]:  # noqa: N803
        position = int(ShardIterator)
        some = [{"Data": record.encode()} for record in self.records[position : position + 1]]
        return {"Records": some, "NextShardIterator": str(position + 1)}


def past(archive: list[str], log: list[str]) -> list[str]:
    environment = FakeEnvironment(s3=FakeS3(*archive), kinesis=FakeKinesis(*log))
    return [event.id for event in event_archive.read(environment)]


def test_what_is_in_both_is_read_once_and_all_of_it_by_time() -> None:
    first, second, third = (wire(f"id-{n}", f"2026-01-0{n}", thing=str(n)) for n in (1, 2, 3))

    assert past([second, first], [second, third]) == ["id-1", "id-2", "id-3"]


def test_the_events_of_one_thing_keep_their_order_whatever_the_clocks_said() -> None:
    early = wire("placed", "2026-01-03", "order", 1)
    late = wire("cancelled", "2026-01-01", "order", 2)
    other = wire("other", "2026-01-02", "thing", 1)

    assert past([early + late + other], []) == ["other", "placed", "cancelled"]


def test_nothing_is_a_past_too() -> None:
    assert past([], []) == []


@pytest.mark.parametrize("between", ["", "\n", " \n\n "])
def test_events_of_one_file_are_told_apart(between: str) -> None:
    whole = [wire("1", "x"), '{"text": "} {"}', wire("2", "y")]

    assert list(event_archive.split(between.join(whole) + between)) == whole
