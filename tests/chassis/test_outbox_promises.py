"""The outbox in DynamoDB, from the moment something is announced until both sides of the bus have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal

import pytest
from pydantic import Field

from chassis.core.errors import TooLarge
from chassis.core.events import PERSONAL, Announcement, new_id, now
from chassis.core.wire import MAX_BYTES
from chassis.messaging.bus import OutboxEvent, PublishResult
from chassis.messaging.outbox_relay import Relay
from chassis.persistence.table import Table
from chassis.persistence.transaction import Put
from tests.cloud import Cloud
from tests.lambdas import table_stream_batch
from tests.tables import function_client, own_table

pytestmark = pytest.mark.cloud


class Baked(Announcement):
    """A loaf is ready."""

    name: Literal["bakery.Baked"] = "bakery.Baked"
    version: Literal[1] = 1


class Ordered(Announcement):
    """Somebody wants a loaf."""

    name: Literal["bakery.Ordered"] = "bakery.Ordered"
    version: Literal[1] = 1
    by: str = Field(json_schema_extra=PERSONAL)


class Bus:
    """Remembers what was published; refuses everything while it is down."""

    def __init__(self) -> None:
        self.published: list[tuple[str, int]] = []
        self.down = False

    def publish(self, events: Sequence[OutboxEvent]) -> PublishResult:
        if self.down:
            raise OSError("the bus is down")
        self.published += [(each.fields["aggregate_id"], each.fields["sequence"]) for each in events]
        return PublishResult({each.id for each in events})


@pytest.fixture(params=[function_client, Cloud.client], ids=["the functions' client", "boto3"])
def table(request: pytest.FixtureRequest, cloud: Cloud) -> Iterator[Table]:
    with own_table(cloud, request.param(cloud, "dynamodb")) as table:
        yield table


@pytest.fixture
def bus() -> Bus:
    return Bus()


def bake(table: Table, loaf: str, times: int = 1, ago: timedelta = timedelta()) -> str:
    """Announce something of a new loaf; answers its key."""
    news = [Baked(aggregate_id=loaf, at=now() - ago) for _ in range(times)]
    table.commit(Put({"pk": f"LOAF#{loaf}", "sk": "LOAF"}, events=news))
    return f"LOAF#{loaf}"


def test_what_was_announced_is_published_in_order_once(table: Table, bus: Bus) -> None:
    loaf = new_id()
    key = bake(table, loaf, times=12)

    for _ in range(2):
        Relay(table.outbox, bus).stream(table_stream_batch(*[key] * 12), None)

    assert bus.published == [(loaf, n) for n in range(1, 13)]
    assert list(table.outbox.pending_events(key)) == []


def test_what_was_published_may_expire(table: Table, bus: Bus) -> None:
    key = bake(table, new_id())
    Relay(table.outbox, bus).publish([(key, 1), (key, 2)])

    row = table.get(key, "EVENT#0000000001")

    assert row
    assert "pending_sk" not in row
    assert row["expires_at"] > now().timestamp() + 24 * 3600


def test_what_was_published_is_kept_without_what_is_personal(table: Table, bus: Bus) -> None:
    event = Ordered(aggregate_id=new_id(), by="Ada Quist")
    table.commit(Put({"pk": "LOAF#1", "sk": "LOAF"}, events=[event]))
    [pending] = table.outbox.pending_events("LOAF#1")
    assert "Ada Quist" in pending["event"]

    Relay(table.outbox, bus).publish([("LOAF#1", 1)])

    row = table.get("LOAF#1", "EVENT#0000000001")
    assert row
    assert Ordered.model_validate_json(row["event"]) == event.model_copy(update={"by": "", "sequence": 1})


def test_while_the_bus_is_down_everything_stays_pending(table: Table, bus: Bus) -> None:
    key = bake(table, new_id(), times=2)
    bus.down = True

    with pytest.raises(OSError, match="the bus is down"):
        Relay(table.outbox, bus).publish([(key, 1), (key, 2)])

    assert len(list(table.outbox.pending_events(key))) == 2


def test_what_was_parked_waits_no_more_and_says_why(table: Table, bus: Bus) -> None:
    key = bake(table, new_id(), times=2)
    row = next(table.outbox.pending_events(key))

    table.outbox.park(row, "too large")
    Relay(table.outbox, bus).publish([(key, 1), (key, 2)])

    assert [sequence for _, sequence in bus.published] == [2]
    parked = table.get(key, row["sk"])
    assert parked
    assert (parked["parked"], "pending" in parked, "expires_at" in parked) == ("too large", False, False)


def test_an_event_that_is_too_large_to_travel_is_refused_when_it_is_recorded(table: Table) -> None:
    loaf = "x" * MAX_BYTES

    with pytest.raises(TooLarge):
        table.commit(Put({"pk": "LOAF#1", "sk": "LOAF"}, events=[Baked(aggregate_id=loaf)]))

    assert table.get("LOAF#1", "LOAF") is None


def test_the_sweeper_finds_all_that_has_waited_for_over_a_minute_and_nothing_else(table: Table, bus: Bus) -> None:
    late = [new_id() for _ in range(20)]
    for loaf in late:
        bake(table, loaf, ago=timedelta(minutes=2))
    bake(table, new_id(), ago=-timedelta(hours=1))  # however slow this is, it is not late

    for _ in range(2):
        Relay(table.outbox, bus).sweep({}, None)

    assert sorted(bus.published) == [(loaf, 1) for loaf in sorted(late)]
