"""The relay: what was announced is published, in order, and forgotten only when both sides of the bus have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import pytest

from chassis.core.wire import MAX_BYTES
from chassis.messaging.bus import OutboxEvent, PublishResult
from chassis.messaging.outbox_relay import Relay
from chassis.persistence import outbox as real
from chassis.persistence.transaction import sequence_of
from tests.chassis.outbox import row
from tests.lambdas import table_stream_batch


class Outbox:
    """Rows by thing, as the table would find them."""

    def __init__(self, **news: list[str]) -> None:
        self.rows = {pk: [row(pk, n, name) for n, name in enumerate(names, 1)] for pk, names in news.items()}
        self.asked_before = ""
        self.parked: dict[str, str] = {}

    def pending_events(self, pk: str, first: int, last: int) -> Iterator[dict[str, Any]]:
        return iter([row for row in self.rows.get(pk, []) if sequence_of(row["sk"]) <= last])

    def pending_before(self, moment: str) -> Iterator[tuple[str, int]]:
        self.asked_before = moment
        return iter([(pk, sequence_of(row["sk"])) for pk, rows in self.rows.items() for row in rows])

    def mark_published(self, row: dict[str, Any], redacted: str) -> None:
        self.rows[row["pk"]].remove(row)

    def park(self, row: dict[str, Any], cause: str) -> None:
        self.rows[row["pk"]].remove(row)
        self.parked[row["pk"]] = cause


class Bus:
    """Remembers what was published, as thing and sequence; `broken` is not taken, and while it is `down` nothing is."""

    def __init__(self, *broken: str) -> None:
        self.published: list[str] = []
        self.broken, self.refused = set(broken), set[str]()
        self.down = False

    def publish(self, events: Sequence[OutboxEvent]) -> PublishResult:
        if self.down:
            raise OSError("the bus is down")
        assert len({event.fields["aggregate_id"] for event in events}) == len(events), "two of one thing at once"
        named = {f"{each.fields['aggregate_id']}{each.fields['sequence']}": each.id for each in events}
        accepted = {name: event_id for name, event_id in named.items() if name not in self.broken | self.refused}
        self.published += accepted
        return PublishResult(
            {*accepted.values()}, {named[name]: "InvalidParameter" for name in self.refused & named.keys()}
        )


def relay(outbox: Outbox, bus: Bus) -> Relay:
    return Relay(cast(real.Outbox, outbox), bus)


def test_what_a_thing_announced_is_published_in_order_and_then_done() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"], b=["placed"]), Bus()

    relay(outbox, bus).stream(table_stream_batch("a", "b", "a"), None)

    assert bus.published == ["a1", "b1", "a2"]
    assert outbox.rows == {"a": [], "b": []}


def test_what_cannot_be_published_stays_pending_and_what_follows_it_waits() -> None:
    outbox, bus = Outbox(a=["placed", "packed", "shipped"]), Bus("a2")

    with pytest.raises(RuntimeError, match="of 1 aggregates"):
        relay(outbox, bus).stream(table_stream_batch("a", "a", "a"), None)

    assert bus.published == ["a1"]
    assert [each["sk"][-1] for each in outbox.rows["a"]] == ["2", "3"]


def test_a_thing_whose_event_cannot_be_published_holds_up_no_other() -> None:
    outbox, bus = Outbox(a=["placed"], b=["placed"], c=["placed"]), Bus("a1")

    for run in (relay(outbox, bus).stream, relay(outbox, bus).sweep):
        with pytest.raises(RuntimeError, match="of 1 aggregates"):
            run(table_stream_batch("a", "b", "c"), None)

    assert bus.published == ["b1", "c1"]
    assert list(outbox.rows["a"])


def test_when_the_bus_is_back_the_rest_is_published_once() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"]), Bus("a2")
    with pytest.raises(RuntimeError, match="of 1 aggregates"):
        relay(outbox, bus).stream(table_stream_batch("a", "a"), None)
    bus.broken.clear()

    for _ in range(2):
        relay(outbox, bus).stream(table_stream_batch("a", "a"), None)

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


HOPELESS = {
    "no event at all": {"event": None},
    "no JSON": {"event": "{"},
    "no object": {"event": "[]"},
    "no id": {"event": '{"name": "bakery.Baked", "version": 1}'},
    "too large": {"event": row("a", 1, "placed")["event"][:-1] + ', "note": "' + "x" * MAX_BYTES + '"}'},
}


@pytest.mark.parametrize("wrong", HOPELESS.values(), ids=HOPELESS.keys())
def test_a_row_that_can_never_be_published_is_parked_and_everything_else_goes_on(
    wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    good = {f"good-{number:02}-": ["placed"] for number in range(20)}
    outbox, bus = Outbox(**good, a=["placed", "shipped"]), Bus()
    outbox.rows["a"][0].update(wrong)

    relay(outbox, bus).stream(table_stream_batch("a", *good, "a"), None)

    assert sorted(bus.published) == ["a2", *(f"{name}1" for name in good)]
    assert not any(outbox.rows.values())
    assert outbox.parked.keys() == {"a"}
    [line] = [line for line in caplog.records if line.name.endswith(".outbox_relay") and line.levelname == "ERROR"]
    assert (
        vars(line).items()
        >= {"metric": "UnusableRows", "pk": "a", "sk": "EVENT#0000000001", "cause": outbox.parked["a"]}.items()
    )


def test_what_the_bus_refuses_for_good_is_parked_and_what_follows_it_goes_on() -> None:
    outbox, bus = Outbox(a=["placed", "shipped"], b=["placed"]), Bus()
    bus.refused = {"a1"}

    relay(outbox, bus).stream(table_stream_batch("a", "a", "b"), None)

    assert bus.published == ["b1", "a2"]
    assert outbox.parked == {"a": "InvalidParameter"}
