"""Outbox to bus: what a thing has announced is published in order, and un-pended only once both sides have it.

The table's stream tells which things have news; the rows themselves say what. So a lost stream record loses nothing:
the sweeper finds the same rows a minute later and takes the same way. Publishing again is harmless: the topic drops
an event id it has seen in the last five minutes, and every consumer remembers it for much longer.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from chassis import logs, tracing
from chassis.events import key_of, now
from chassis.table import Table

if TYPE_CHECKING:
    from mypy_boto3_kinesis import KinesisClient
    from mypy_boto3_sns import SNSClient

log = logging.getLogger(__name__)
GRACE = timedelta(minutes=1)


class Bus(Protocol):
    """Where events go."""

    def publish(self, event: dict[str, Any], wire: str) -> None:
        """Hand over one event; returns only when it is safe. The same id may be handed over again."""


class TopicAndStream:
    """The SNS FIFO topic for reactions, and the Kinesis stream for whoever reads the ordered log."""

    def __init__(self, sns: SNSClient, kinesis: KinesisClient, topic_arn: str, stream: str) -> None:
        self._sns, self._kinesis, self._topic, self._stream = sns, kinesis, topic_arn, stream

    def publish(self, event: dict[str, Any], wire: str) -> None:
        self._sns.publish(
            TopicArn=self._topic,
            Message=wire,
            MessageGroupId=event["aggregate_id"],
            MessageDeduplicationId=event["id"],
            MessageAttributes={"event": {"DataType": "String", "StringValue": key_of(event)}},
        )
        self._kinesis.put_record(StreamName=self._stream, Data=wire.encode(), PartitionKey=event["aggregate_id"])


class Relay:
    """Publishes what is pending in one table."""

    def __init__(self, table: Table, bus: Bus) -> None:
        self._table, self._bus = table, bus

    def stream(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the table's stream. Raises on failure: the batch comes again."""
        things = dict.fromkeys(record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"])
        for pk in things:
            self.publish(pk)

    def sweep(self, _event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the schedule: publishes whatever has been pending for over a minute."""
        stale = self._table.pending_before((now() - GRACE).isoformat())
        if stale:
            log.warning("found events that the stream did not bring", extra={"things": len(stale)})
        for pk in sorted(stale):
            self.publish(pk)

    def publish(self, pk: str) -> None:
        """Publish the pending events of one thing, oldest first."""
        for row in self._table.pending_of(pk):
            event = json.loads(row["event"])
            with (
                logs.bound(event_id=event["id"], trace_id=event["trace"]),
                tracing.span("publish", cause=event["trace"], event=key_of(event)),
            ):
                self._bus.publish(event, row["event"])
                self._table.published(row)
                log.info("published", extra={"event": key_of(event), "sequence": event["sequence"]})
