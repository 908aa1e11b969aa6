"""Duplicate, late and reordered messages, wrong clocks, a stream without records."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tests.chaos.history import Load
from tests.chaos.scale import ORDERS, SEED
from tests.chaos.system import System

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]
LISTENERS = {"notifications": {"Placed", "Cancelled", "Shipped"}, "users": {"Placed", "Cancelled"}}
FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
needs_faketime = pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed (Debian: libfaketime)")


@contextmanager
def clocks(chaos: System, **offsets: str) -> Iterator[None]:
    """Shift the clocks of functions by offsets."""
    names = {name.replace("_", "-"): offset for name, offset in offsets.items()}
    for name, offset in names.items():
        faked = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        chaos.configure(name, faked)
    try:
        yield
    finally:
        for name in names:
            chaos.configure(name, {"LD_PRELOAD": "", "FAKETIME": ""})


def test_duplicates_in_any_order_have_no_effect(chaos: System) -> None:
    history = Load(chaos.cloud, SEED).run(ORDERS)
    assert chaos.wait_until_at_rest(history).is_clean

    events = [event for rows in chaos.reader.take(history).events.values() for event in rows] * 2
    random.Random(SEED).shuffle(events)  # noqa: S311
    for service, facts in LISTENERS.items():
        received = [event for event in events if event["name"].removeprefix("orders.Order") in facts]
        for start in range(0, len(received), 10):
            chaos.cloud.aws.sqs.send_message_batch(
                QueueUrl=chaos.cloud.outputs.queues[service],
                Entries=[
                    {
                        "Id": str(number),
                        "MessageBody": event["event"],
                        # Separate groups: the queue keeps no order between them.
                        "MessageGroupId": uuid4().hex,
                        "MessageDeduplicationId": uuid4().hex,
                    }
                    for number, event in enumerate(received[start : start + 10])
                ],
            )
    stream = chaos.cloud.outputs.event_stream_name
    for start in range(0, len(events), 100):
        records = [
            {"Data": event["event"].encode(), "PartitionKey": uuid4().hex} for event in events[start : start + 100]
        ]
        assert not chaos.cloud.aws.kinesis.put_records(StreamName=stream, Records=records)["FailedRecordCount"]

    verdict = chaos.wait_until_at_rest(history)
    assert verdict.is_clean, verdict
    assert not verdict.mails_twice


@needs_faketime
def test_functions_whose_clocks_are_wrong_lose_and_double_nothing(chaos: System) -> None:
    load = Load(chaos.cloud, SEED)

    with clocks(chaos, orders_http="-240s", orders_stream="+240s", notifications_sqs="-240s", users_sqs="+240s"):
        history = load.run(ORDERS)
        verdict = chaos.wait_until_at_rest(history)

    assert verdict.is_clean, verdict
    assert not verdict.mails_twice


@needs_faketime
def test_without_its_stream_the_outbox_is_swept_in_order(chaos: System) -> None:
    """The sweeper's clock is two minutes ahead, so that pending events are old enough at once."""
    load = Load(chaos.cloud, SEED)

    chaos.switch("orders-stream", on=False)
    try:
        with clocks(chaos, orders_sweeper="+120s"):
            history = load.run(ORDERS)
            sweep = chaos.cloud.aws.functions.invoke(FunctionName=chaos.function("orders-sweeper"))
            assert "FunctionError" not in sweep, sweep["Payload"].read()
            verdict = chaos.wait_until_at_rest(history)
    finally:
        chaos.switch("orders-stream", on=True)

    assert verdict.is_clean, verdict
    assert not verdict.mails_twice


def test_notifications_match_the_events(chaos: System) -> None:
    """No fault: it proves that the judge compares the right rows."""
    history = Load(chaos.cloud, SEED, shoppers=1).run(8)
    chaos.wait_until_at_rest(history)

    world = chaos.reader.take(history)

    notified = {row["id"] for row in world.notifications}
    assert notified == {json.loads(row["event"])["id"] for rows in world.events.values() for row in rows}
    assert len(notified) == 10
