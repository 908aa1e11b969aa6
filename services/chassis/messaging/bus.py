"""The bus: validation of event rows, and publishing to the topic and the stream.

Events are sent in batches. A batch that is rejected for the content of one event is sent again one by one, so that only
that event is rejected.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import ClientError

from chassis.core.wire import MAX_BYTES, is_event, key_of
from chassis.persistence.transaction import Item
from chassis.runtime import aws_errors

if TYPE_CHECKING:
    from mypy_boto3_kinesis import KinesisClient
    from mypy_boto3_sns import SNSClient

TOPIC_BATCH, TOPIC_BYTES = 10, 200_000  # limits of one PublishBatch, with room for the attributes
STREAM_BATCH, STREAM_BYTES = 500, 4_000_000  # limits of one PutRecords, with room for the keys


class Unpublishable(Exception):
    """This event row can never be published. The text is the cause, without personal data."""


@dataclass(frozen=True)
class OutboxEvent:
    """An event row to publish."""

    row: Item

    @property
    def wire(self) -> str:
        """The event as JSON."""
        return str(self.row.get("event", ""))

    @property
    def redacted(self) -> str:
        """The event for the log: without personal data, which can't be erased there."""
        personal = self.row.get("personal")
        return json.dumps({**self.fields, **dict.fromkeys(personal, "")}) if personal else self.wire

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The event's fields."""
        return dict(json.loads(self.wire))

    @property
    def id(self) -> str:
        return str(self.fields["id"])

    def check(self) -> None:
        """Raises Unpublishable if no bus will ever accept it."""
        size = len(self.wire.encode())
        if size > MAX_BYTES:
            raise Unpublishable(f"{size} bytes; at most {MAX_BYTES} can be published")
        if not is_event(self.wire):
            _validate(self.wire)


def _validate(wire: str) -> None:
    from pydantic import ValidationError  # slow to import, and hardly ever needed

    from chassis.core.events import Event, invalid_fields

    try:
        Event.model_validate_json(wire)
    except ValidationError as error:
        raise Unpublishable(invalid_fields(error)) from error


@dataclass
class PublishResult:
    """The outcome by event id: `accepted`, or `rejected` for good with the cause. All others may be sent again."""

    accepted: set[str] = field(default_factory=set)
    rejected: dict[str, str] = field(default_factory=dict)


class Bus(Protocol):
    """The destination of events."""

    def publish(self, events: Sequence[OutboxEvent]) -> PublishResult:
        """Publish at most one event of each aggregate. An accepted event may come again."""


class TopicAndStream:
    """The SNS FIFO topic for reactions, and the Kinesis stream as the ordered log."""

    def __init__(self, sns: SNSClient, kinesis: KinesisClient, topic_arn: str, stream: str) -> None:
        self._sns, self._kinesis, self._topic, self._stream = sns, kinesis, topic_arn, stream

    def publish(self, events: Sequence[OutboxEvent]) -> PublishResult:
        result = PublishResult()
        on_topic: list[OutboxEvent] = []
        for batch in _batches(events, TOPIC_BATCH, TOPIC_BYTES):
            on_topic += _send(batch, self._to_topic, result)
        for batch in _batches(on_topic, STREAM_BATCH, STREAM_BYTES):
            result.accepted |= {event.id for event in _send(batch, self._to_stream, result)}
        return result

    def _to_topic(self, events: Sequence[OutboxEvent], result: PublishResult) -> list[OutboxEvent]:
        response = self._sns.publish_batch(
            TopicArn=self._topic,
            PublishBatchRequestEntries=[
                {
                    "Id": str(number),
                    "Message": event.wire,
                    "MessageGroupId": event.fields["aggregate_id"],
                    "MessageDeduplicationId": event.id,
                    "MessageAttributes": {"event": {"DataType": "String", "StringValue": key_of(event.fields)}},
                }
                for number, event in enumerate(events)
            ],
        )
        for failed in response.get("Failed", []):
            if failed["SenderFault"] and aws_errors.is_malformed_code(failed["Code"]):
                result.rejected[events[int(failed["Id"])].id] = failed["Code"]
        return [events[int(entry["Id"])] for entry in response["Successful"]]

    def _to_stream(self, events: Sequence[OutboxEvent], _result: PublishResult) -> list[OutboxEvent]:
        response = self._kinesis.put_records(
            StreamName=self._stream,
            Records=[
                {"Data": event.redacted.encode(), "PartitionKey": event.fields["aggregate_id"]} for event in events
            ],
        )
        return [event for event, record in zip(events, response["Records"], strict=True) if not record.get("ErrorCode")]


Sender = Callable[[Sequence[OutboxEvent], PublishResult], list[OutboxEvent]]


def _send(events: Sequence[OutboxEvent], sender: Sender, result: PublishResult) -> list[OutboxEvent]:
    """The events that one side accepted: as a batch or, if it rejects the content of one, one by one."""
    try:
        return sender(events, result)
    except ClientError as error:
        if not aws_errors.is_malformed(error):
            raise
        if len(events) == 1:
            result.rejected[events[0].id] = error.response["Error"]["Code"]
            return []
    return [accepted for event in events for accepted in _send([event], sender, result)]


def _batches(events: Sequence[OutboxEvent], max_events: int, max_bytes: int) -> Iterator[list[OutboxEvent]]:
    """Batches within the limits of one side."""
    batch: list[OutboxEvent] = []
    size = 0
    for event in events:
        if batch and (len(batch) == max_events or size + len(event.wire.encode()) > max_bytes):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += len(event.wire.encode())
    if batch:
        yield batch
