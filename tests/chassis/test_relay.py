"""The relay: what was announced is published, in order, and forgotten only when both sides of the bus have it."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from chassis.relay import Relay, TopicAndStream
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
    """Remembers what was published; `broken` events can't be."""

    def __init__(self, *broken: str) -> None:
        self.published: list[str] = []
        self.broken = set(broken)

    def publish(self, event: dict[str, Any], wire: str) -> None:
        assert json.loads(wire) == event
        if event["id"] in self.broken:
            raise OSError("the bus is down")
        self.published.append(event["id"])


def row(pk: str, sequence: int, name: str) -> dict[str, Any]:
    event = {"id": f"{pk}{sequence}", "name": name, "version": 1, "aggregate_id": pk, "sequence": sequence, "trace": ""}
    return {"pk": pk, "sk": f"EVENT#{sequence:010d}", "event": json.dumps(event)}


def relay(outbox: Outbox, bus: Bus) -> Relay:
    return Relay(cast(Table, outbox), bus)


def test_what_a_thing_announced_is_published_in_order_and_then_done() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"], b=["placed"]), Bus()

    relay(outbox, bus).stream(table_stream_batch("a", "b", "a"), None)

    assert bus.published == ["a1", "a2", "b1"]
    assert outbox.rows == {"a": [], "b": []}


def test_what_cannot_be_published_stays_pending_and_what_follows_it_waits() -> None:
    outbox, bus = Outbox(a=["placed", "packed", "shipped"]), Bus("a2")

    with pytest.raises(OSError, match="the bus is down"):
        relay(outbox, bus).stream(table_stream_batch("a"), None)

    assert bus.published == ["a1"]
    assert [json.loads(each["event"])["id"] for each in outbox.rows["a"]] == ["a2", "a3"]


def test_when_the_bus_is_back_the_rest_is_published_once() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"]), Bus("a2")
    with pytest.raises(OSError, match="the bus is down"):
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


class Recorder:
    """An AWS client whose calls can be read."""

    def __init__(self, fails: bool = False) -> None:
        self.calls: list[dict[str, Any]] = []
        self.fails = fails

    def publish(self, **told: Any) -> None:
        self.record(told)

    put_record = publish

    def record(self, told: dict[str, Any]) -> None:
        self.calls.append(told)
        if self.fails:
            raise OSError("AWS is down")


def bus_of(sns: Recorder, kinesis: Recorder) -> TopicAndStream:
    return TopicAndStream(sns, kinesis, "arn:topic.fifo", "events")  # type: ignore[arg-type]


def test_an_event_goes_to_the_topic_and_to_the_stream() -> None:
    sns, kinesis = Recorder(), Recorder()
    wire = row("a", 1, "orders.OrderPlaced")["event"]

    bus_of(sns, kinesis).publish(json.loads(wire), wire)

    [told] = sns.calls
    assert (told["TopicArn"], told["Message"]) == ("arn:topic.fifo", wire)
    assert (told["MessageGroupId"], told["MessageDeduplicationId"]) == ("a", "a1")
    assert told["MessageAttributes"]["event"] == {"DataType": "String", "StringValue": "orders.OrderPlaced.v1"}
    assert kinesis.calls == [{"StreamName": "events", "Data": wire.encode(), "PartitionKey": "a"}]


@pytest.mark.parametrize(("topic_fails", "stream_fails"), [(True, False), (False, True)])
def test_an_event_that_one_side_does_not_take_is_not_published(topic_fails: bool, stream_fails: bool) -> None:
    wire = row("a", 1, "orders.OrderPlaced")["event"]

    with pytest.raises(OSError, match="AWS is down"):
        bus_of(Recorder(topic_fails), Recorder(stream_fails)).publish(json.loads(wire), wire)
