"""Outbox to bus: what a thing has announced is published in order, and un-pended only once both sides have it.

The table's stream tells which things have news; the rows themselves say what. So a lost stream record loses nothing:
the sweeper finds the same rows a minute later and takes the same way. Publishing again is harmless: the topic drops
an event id it has seen in the last five minutes, and every consumer remembers it for much longer.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from chassis import logs, tracing
from chassis.events import key_of, now
from chassis.table import Table
from chassis.writes import Item

if TYPE_CHECKING:
    from mypy_boto3_kinesis import KinesisClient
    from mypy_boto3_sns import SNSClient

log = logging.getLogger(__name__)
GRACE = timedelta(minutes=1)
AT_ONCE = 100  # things: their events are few enough for one PutRecords
TOPIC_AT_ONCE, TOPIC_BYTES = 10, 200_000  # what one PublishBatch takes, with room for the attributes


@dataclass(frozen=True)
class Announced:
    """An event row that waits to be published."""

    row: Item

    @property
    def wire(self) -> str:
        """The event as it travels."""
        return str(self.row["event"])

    @cached_property
    def event(self) -> dict[str, Any]:
        """The event's fields."""
        return dict(json.loads(self.wire))

    @property
    def id(self) -> str:
        return str(self.event["id"])


class Bus(Protocol):
    """Where events go."""

    def publish(self, events: Sequence[Announced]) -> set[str]:
        """Hand over events of as many things; answers the ids of those that are safe. They may come again."""


class TopicAndStream:
    """The SNS FIFO topic for reactions, and the Kinesis stream for whoever reads the ordered log."""

    def __init__(self, sns: SNSClient, kinesis: KinesisClient, topic_arn: str, stream: str) -> None:
        self._sns, self._kinesis, self._topic, self._stream = sns, kinesis, topic_arn, stream

    def publish(self, events: Sequence[Announced]) -> set[str]:
        told = [event for some in _batches(events) for event in self._to_topic(some)]
        return {event.id for event in self._to_stream(told)} if told else set()

    def _to_topic(self, events: Sequence[Announced]) -> list[Announced]:
        answer = self._sns.publish_batch(
            TopicArn=self._topic,
            PublishBatchRequestEntries=[
                {
                    "Id": str(number),
                    "Message": each.wire,
                    "MessageGroupId": each.event["aggregate_id"],
                    "MessageDeduplicationId": each.id,
                    "MessageAttributes": {"event": {"DataType": "String", "StringValue": key_of(each.event)}},
                }
                for number, each in enumerate(events)
            ],
        )
        return [events[int(taken["Id"])] for taken in answer["Successful"]]

    def _to_stream(self, events: Sequence[Announced]) -> list[Announced]:
        answer = self._kinesis.put_records(
            StreamName=self._stream,
            Records=[{"Data": each.wire.encode(), "PartitionKey": each.event["aggregate_id"]} for each in events],
        )
        return [each for each, taken in zip(events, answer["Records"], strict=True) if not taken.get("ErrorCode")]


class Relay:
    """Publishes what is pending in one table."""

    def __init__(self, table: Table, bus: Bus) -> None:
        self._table, self._bus = table, bus

    def stream(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the table's stream. Raises on failure: the batch comes again."""
        self.publish(dict.fromkeys(record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]))

    def sweep(self, _event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the schedule: publishes whatever has been pending for over a minute."""
        stale = sorted(self._table.pending_before((now() - GRACE).isoformat()))
        if stale:
            log.warning("found events that the stream did not bring", extra={"things": len(stale)})
        self.publish(stale)

    def publish(self, things: Iterable[str]) -> None:
        """Publish what things have announced, so many at a time. Raises if something wasn't taken, after the rest."""
        keys = list(things)
        stuck = sum(self._publish(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))
        if stuck:
            raise RuntimeError(f"the bus did not take the events of {stuck} things")

    def _publish(self, things: Sequence[str]) -> int:
        """Round by round the oldest event of each; one that isn't taken holds up its own thing only, and is counted."""
        waiting = [[Announced(row) for row in self._table.pending_of(pk)] for pk in things]
        stuck = 0
        while heads := [events[0] for events in waiting if events]:
            taken = self._bus.publish(heads)
            for event in heads:
                if event.id in taken:
                    self._note(event)
            stuck += len(heads) - len(taken)
            waiting = [events[1:] for events in waiting if events and events[0].id in taken]
        return stuck

    def _note(self, announced: Announced) -> None:
        event = announced.event
        with (
            logs.bound(event_id=event["id"], trace_id=event["trace"]),
            tracing.span("published", cause=event["trace"], event=key_of(event)),
        ):
            self._table.published(announced.row)
            log.info("published", extra={"event": key_of(event), "sequence": event["sequence"]})


def _batches(events: Sequence[Announced]) -> Iterator[list[Announced]]:
    """As many at a time as the topic takes."""
    some: list[Announced] = []
    size = 0
    for event in events:
        if some and (len(some) == TOPIC_AT_ONCE or size + len(event.wire.encode()) > TOPIC_BYTES):
            yield some
            some, size = [], 0
        some.append(event)
        size += len(event.wire.encode())
    if some:
        yield some
