"""The relay: what was announced is published, in order, and forgotten only when both sides of the bus have it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

import pytest

from chassis.relay import Announced, Relay, TopicAndStream
from chassis.table import Table
from tests.lambdas import table_stream_batch


class Outbox:
    """Rows by thing, as the table would find them."""

    def __init__(self, **news: list[str]) -> None:
        self.rows = {pk: [row(pk, n, name) for n, name in enumerate(names, 1)] for pk, names in news.items()}
        self.asked_before = ""

    def pending_of(self, pk: str) -> list[dict[str, Any]]:
        return list(self.rows.get(pk, []))

    def pending_before(self, moment: str) -> set[str]:
        self.asked_before = moment
        return {pk for pk, rows in self.rows.items() if rows}

    def published(self, row: dict[str, Any]) -> None:
        self.rows[row["pk"]].remove(row)


class Bus:
    """Remembers what was published; `broken` events are not taken, and while it is `down` none is."""

    def __init__(self, *broken: str) -> None:
        self.published: list[str] = []
        self.broken = set(broken)
        self.down = False

    def publish(self, events: Sequence[Announced]) -> set[str]:
        if self.down:
            raise OSError("the bus is down")
        assert len({event.event["aggregate_id"] for event in events}) == len(events), "two of one thing at once"
        taken = [event.id for event in events if event.id not in self.broken]
        self.published += taken
        return set(taken)


def row(pk: str, sequence: int, name: str) -> dict[str, Any]:
    event = {"id": f"{pk}{sequence}", "name": name, "version": 1, "aggregate_id": pk, "sequence": sequence, "trace": ""}
    return {"pk": pk, "sk": f"EVENT#{sequence:010d}", "event": json.dumps(event)}


def relay(outbox: Outbox, bus: Bus) -> Relay:
    return Relay(cast(Table, outbox), bus)


def test_what_a_thing_announced_is_published_in_order_and_then_done() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"], b=["placed"]), Bus()

    relay(outbox, bus).stream(table_stream_batch("a", "b", "a"), None)

    assert bus.published == ["a1", "b1", "a2"]
    assert outbox.rows == {"a": [], "b": []}


def test_what_cannot_be_published_stays_pending_and_what_follows_it_waits() -> None:
    outbox, bus = Outbox(a=["placed", "packed", "shipped"]), Bus("a2")

    with pytest.raises(RuntimeError, match="of 1 things"):
        relay(outbox, bus).stream(table_stream_batch("a"), None)

    assert bus.published == ["a1"]
    assert [json.loads(each["event"])["id"] for each in outbox.rows["a"]] == ["a2", "a3"]


def test_a_thing_whose_event_cannot_be_published_holds_up_no_other() -> None:
    outbox, bus = Outbox(a=["placed"], b=["placed"], c=["placed"]), Bus("a1")

    for run in (relay(outbox, bus).stream, relay(outbox, bus).sweep):
        with pytest.raises(RuntimeError, match="of 1 things"):
            run(table_stream_batch("a", "b", "c"), None)

    assert bus.published == ["b1", "c1"]
    assert list(outbox.rows["a"])


def test_when_the_bus_is_back_the_rest_is_published_once() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"]), Bus("a2")
    with pytest.raises(RuntimeError, match="of 1 things"):
        relay(outbox, bus).stream(table_stream_batch("a"), None)
    bus.broken.clear()

    for _ in range(2):
        relay(outbox, bus).stream(table_stream_batch("a"), None)

    assert bus.published == ["a1", "a2"]


def test_the_sweeper_publishes_what_the_stream_did_not_bring() -> None:
    outbox, bus = Outbox(a=["placed"], b=["placed", "shipped"]), Bus()

    relay(outbox, bus).sweep({}, None)

    assert bus.published == ["a1", "b1", "b2"]
    assert outbox.asked_before.endswith("+00:00")


def test_a_sweep_that_finds_nothing_is_quiet(caplog: pytest.LogCaptureFixture) -> None:
    relay(Outbox(), Bus()).sweep({}, None)

    assert caplog.records == []


def test_while_the_bus_is_down_everything_stays_pending() -> None:
    outbox, bus = Outbox(a=["placed"], b=["placed"]), Bus()
    bus.down = True

    with pytest.raises(OSError, match="the bus is down"):
        relay(outbox, bus).stream(table_stream_batch("a", "b"), None)

    assert all(outbox.rows.values())


class Sns:
    """Takes what is not `refused`, and is asked for at most ten at a time."""

    def __init__(self, *refused: str) -> None:
        self.refused, self.calls = refused, []

    def publish_batch(self, TopicArn: str, PublishBatchRequestEntries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        entries = PublishBatchRequestEntries
        assert TopicArn == "arn:topic.fifo"
        assert len(entries) <= 10
        assert sum(len(entry["Message"].encode()) for entry in entries) <= 256 * 1024 or len(entries) == 1
        self.calls.append(entries)
        return {"Successful": [entry for entry in entries if entry["MessageDeduplicationId"] not in self.refused]}


class Kinesis:
    """Takes what is not `refused`."""

    def __init__(self, *refused: str) -> None:
        self.refused, self.records = refused, []

    def put_records(self, StreamName: str, Records: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert StreamName == "events"
        self.records += Records
        failed = [json.loads(record["Data"])["id"] in self.refused for record in Records]
        return {"FailedRecordCount": sum(failed), "Records": [{"ErrorCode": "Slow"} if bad else {} for bad in failed]}


def announced(*things: str, size: int = 0) -> list[Announced]:
    rows = [row(thing, 1, "orders.OrderPlaced") for thing in things]
    return [Announced({**each, "event": each["event"][:-1] + ', "x": "' + "x" * size + '"}'}) for each in rows]


def publish(sns: Sns, kinesis: Kinesis, events: list[Announced]) -> set[str]:
    return TopicAndStream(sns, kinesis, "arn:topic.fifo", "events").publish(events)  # type: ignore[arg-type]


def test_an_event_goes_to_the_topic_and_to_the_stream() -> None:
    sns, kinesis = Sns(), Kinesis()
    [event] = announced("a")

    assert publish(sns, kinesis, [event]) == {"a1"}

    [[told]] = sns.calls
    assert told["Message"] == event.wire
    assert (told["MessageGroupId"], told["MessageDeduplicationId"]) == ("a", "a1")
    assert told["MessageAttributes"]["event"] == {"DataType": "String", "StringValue": "orders.OrderPlaced.v1"}
    assert kinesis.records == [{"Data": event.wire.encode(), "PartitionKey": "a"}]


def test_what_one_side_does_not_take_is_not_published() -> None:
    assert publish(Sns("b1"), kinesis := Kinesis("c1"), announced("a", "b", "c", "d")) == {"a1", "d1"}
    assert [record["PartitionKey"] for record in kinesis.records] == ["a", "c", "d"]


def test_when_the_topic_takes_nothing_the_stream_is_not_asked() -> None:
    assert publish(Sns("a1"), kinesis := Kinesis(), announced("a")) == set()
    assert kinesis.records == []


@pytest.mark.parametrize(("count", "size", "calls"), [(1, 0, 1), (10, 0, 1), (11, 0, 2), (4, 90_000, 2)])
def test_the_topic_is_handed_as_much_as_it_takes_at_once(count: int, size: int, calls: int) -> None:
    things = [f"thing-{number:02}-" for number in range(count)]

    assert len(publish(sns := Sns(), Kinesis(), announced(*things, size=size))) == count

    assert len(sns.calls) == calls
