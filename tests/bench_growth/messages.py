"""Relay and consumer: aggregates with a long past, backlogs, and the biggest events."""

from __future__ import annotations

from chassis.messaging.consumer import Consumer
from chassis.messaging.outbox_relay import Relay
from tests.bench_growth.prepared import Prepared
from tests.chassis.test_consumer import Baked, Kitchen, baked, on_baked
from tests.event_rows import EventRows, RecordingBus
from tests.lambdas import PLENTY, Parked, sqs_batch

BIGGEST = 240_000  # bytes of text, so that the event is just below the limit
SINGLE_EVENTS = 50


class Silent(Kitchen):
    """A kitchen that remembers nothing."""

    def hear(self, event: Baked) -> None:
        """Do nothing."""


def next_event(size: int) -> Prepared:
    """Publish the next events of an aggregate that has announced so many, one by one."""
    rows = EventRows()
    rows.announce("a", *range(1, size + 1))
    rows.publish("a", *range(1, size + 1))
    new = range(size + 1, size + SINGLE_EVENTS + 1)
    rows.announce("a", *new)
    relay = Relay(rows.outbox, RecordingBus())
    batches = [
        {"Records": [{"dynamodb": {"Keys": {"pk": {"S": "a"}, "sk": {"S": f"EVENT#{sequence:010d}"}}}}]}
        for sequence in new
    ]
    return Prepared(lambda: [relay.stream(batch, None) for batch in batches], SINGLE_EVENTS, lambda: rows.rows_read)


def backlog(size: int) -> Prepared:
    """Sweep so many pending events of one aggregate."""
    rows = EventRows()
    rows.announce("a", *range(1, size + 1))
    relay = Relay(rows.outbox, RecordingBus())
    return Prepared(lambda: relay.sweep({}, None), size, lambda: rows.rows_read)


def biggest_events(size: int) -> Prepared:
    """Sweep a hundredth as many of the biggest events, one of each aggregate."""
    rows, items = EventRows(padding=BIGGEST), max(size // 100, 1)
    for number in range(items):
        rows.announce(f"a{number}", 1)
    relay = Relay(rows.outbox, RecordingBus())
    return Prepared(lambda: relay.sweep({}, None), items, lambda: rows.rows_read)


def biggest_messages(size: int) -> Prepared:
    """Consume a hundredth as many batches of ten of the biggest messages, each of a group of its own."""
    consumer = Consumer({Baked: on_baked}, Parked(), {Kitchen: Silent()})
    batch, batches = sqs_batch(*[baked("rye", note="x" * BIGGEST) for _ in range(10)]), max(size // 100, 1)
    return Prepared(lambda: [consumer.sqs(batch, PLENTY) for _ in range(batches)], batches * 10)
