"""The outbox of an aggregate with a long past: publishing reads a few rows, in order, and loses none."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.messaging.outbox_relay import BATCH, Relay
from chassis.persistence.outbox import MAX_LOST
from chassis.runtime import deadline
from tests.chassis.test_deadline import Until
from tests.event_rows import EventRows, RecordingBus


@pytest.fixture
def rows() -> EventRows:
    return EventRows()


@pytest.fixture
def bus() -> RecordingBus:
    return RecordingBus()


def batch(*events: tuple[str, int]) -> dict[str, Any]:
    """A batch of the table's stream."""
    keys = [{"pk": {"S": pk}, "sk": {"S": f"EVENT#{sequence:010d}"}} for pk, sequence in events]
    return {"Records": [{"dynamodb": {"Keys": key}} for key in keys]}


@pytest.mark.parametrize("announced", [10, 10_000])
def test_publishing_reads_two_rows_however_many_events_an_aggregate_has_announced(
    rows: EventRows, bus: RecordingBus, announced: int
) -> None:
    rows.announce("a", *range(1, announced + 1))
    rows.publish("a", *range(1, announced))
    rows.requests = 0

    Relay(rows.outbox, bus).stream(batch(("a", announced)), None)

    assert bus.published == [("a", announced)]
    assert (rows.requests, rows.rows_read) == (2, 2)


def test_a_batch_reads_its_events_and_one_before_them(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", *range(1, 101))
    rows.publish("a", *range(1, 51))

    Relay(rows.outbox, bus).stream(batch(*[("a", sequence) for sequence in range(51, 76)]), None)

    assert bus.published == [("a", sequence) for sequence in range(51, 76)]
    assert rows.rows_read == 26


def test_a_record_that_is_delivered_again_publishes_nothing(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", 1, 2, 3)
    for _ in range(2):
        Relay(rows.outbox, bus).stream(batch(("a", 1), ("a", 2), ("a", 3)), None)

    assert bus.published == [("a", 1), ("a", 2), ("a", 3)]


def test_events_whose_stream_records_were_lost_are_published_before_the_next_one(
    rows: EventRows, bus: RecordingBus
) -> None:
    rows.announce("a", *range(1, 8))
    rows.publish("a", 1, 2)
    rows.outbox.park(rows["a", 5], "too large")

    Relay(rows.outbox, bus).stream(batch(("a", 7)), None)

    assert [sequence for _, sequence in bus.published] == [3, 4, 6, 7]


def test_an_event_behind_too_many_lost_ones_waits_for_the_sweeper(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", *range(1, 10 * MAX_LOST))
    relay = Relay(rows.outbox, bus)

    relay.stream(batch(("a", 10 * MAX_LOST - 1)), None)
    assert bus.published == []
    assert rows.rows_read <= MAX_LOST + 3

    relay.sweep({}, None)
    assert bus.published == [("a", sequence) for sequence in range(1, 10 * MAX_LOST)]


def test_rows_that_expired_were_published(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", 1, 2, 3)
    rows.publish("a", 1, 2)
    rows.delete("a", 1)
    rows.delete("a", 2)

    Relay(rows.outbox, bus).stream(batch(("a", 3)), None)

    assert bus.published == [("a", 3)]


def test_a_repaired_row_is_published_by_the_sweeper(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", *range(1, 10))
    rows.publish("a", 1, 2, *range(4, 10))

    Relay(rows.outbox, bus).sweep({}, None)

    assert bus.published == [("a", 3)]


def test_a_sweep_reads_a_backlog_once(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", *range(1, 2001))

    Relay(rows.outbox, bus).sweep({}, None)

    assert bus.published == [("a", sequence) for sequence in range(1, 2001)]
    assert rows.rows_read <= 2 * 2000 + 2000 / BATCH  # in the index, in the table, and the one before each batch


def test_a_sweep_ends_before_its_function_does_and_the_next_one_continues(rows: EventRows, bus: RecordingBus) -> None:
    rows.announce("a", 1)
    relay = Relay(rows.outbox, bus)

    with deadline.of(Until(seconds=10)):
        relay.sweep({}, None)
    assert bus.published == []

    relay.sweep({}, None)
    assert bus.published == [("a", 1)]


def test_a_relay_holds_one_page_of_the_biggest_events_of_an_aggregate(bus: RecordingBus) -> None:
    rows = EventRows(padding=240_000)
    rows.announce("a", *range(1, 26))

    first = next(rows.outbox.pending_events("a", 1, 25))

    assert first["sk"] == "EVENT#0000000001"
    assert rows.rows_read == 4


steps = st.lists(
    st.one_of(
        st.tuples(st.just("announce"), st.sampled_from("ab"), st.integers(1, 130)),
        st.tuples(st.just("lose"), st.sampled_from("ab"), st.integers(1, 130)),
        st.tuples(st.just("fail"), st.sampled_from("ab"), st.integers(1, 300)),
        st.tuples(st.just("sweep"), st.just("a"), st.just(0)),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(steps)
def test_whatever_is_lost_or_refused_each_event_is_published_once_and_in_order(
    steps: list[tuple[str, str, int]],
) -> None:
    rows, bus, announced = EventRows(), RecordingBus(), {"a": 0, "b": 0}
    relay = Relay(rows.outbox, bus)
    for step, pk, amount in steps:
        if step == "fail":
            bus.broken = {(pk, amount)}
        elif step == "sweep":
            with suppress(RuntimeError):
                relay.sweep({}, None)
        else:
            new = [(pk, announced[pk] + n) for n in range(1, amount + 1)]
            rows.announce(pk, *(sequence for _, sequence in new))
            announced[pk] += amount
            for start in range(0, amount if step == "announce" else 0, BATCH):
                with suppress(RuntimeError):
                    relay.stream(batch(*new[start : start + BATCH]), None)

    bus.broken = set()
    relay.sweep({}, None)

    for pk, number in announced.items():
        assert [sequence for each, sequence in bus.published if each == pk] == [*range(1, number + 1)]
