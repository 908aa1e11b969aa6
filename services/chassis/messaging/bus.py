"""The bus: what an event row must hold to travel, and how events are handed to both sides of it.

Events travel in batches. A batch that is refused for what one of its events holds is sent again one by one, so that
only that one is left behind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import ClientError
from pydantic import ValidationError

from chassis.core.events import MAX_BYTES, Event, key_of, misfits
from chassis.persistence.transaction import Item
from chassis.runtime import aws_errors

if TYPE_CHECKING:
    from mypy_boto3_kinesis import KinesisClient
    from mypy_boto3_sns import SNSClient

TOPIC_AT_ONCE, TOPIC_BYTES = 10, 200_000  # what one PublishBatch takes, with room for the attributes
STREAM_AT_ONCE, STREAM_BYTES = 500, 4_000_000  # what one PutRecords takes, with room for the keys


class Unpublishable(Exception):
    """This event row can never be published; the text says why, and holds nothing personal."""


@dataclass(frozen=True)
class Announced:
    """An event row that waits to be published."""

    row: Item

    @property
    def wire(self) -> str:
        """The event as it travels."""
        return str(self.row.get("event", ""))

    @property
    def kept(self) -> str:
        """The event as the log keeps it: nothing personal, which nobody could take back from there."""
        personal = self.row.get("personal")
        return json.dumps({**self.event, **dict.fromkeys(personal, "")}) if personal else self.wire

    @cached_property
    def event(self) -> dict[str, Any]:
        """The event's fields."""
        return dict(json.loads(self.wire))

    @property
    def id(self) -> str:
        return str(self.event["id"])

    def check(self) -> None:
        """Raises Unpublishable if no bus will ever take it."""
        size = len(self.wire.encode())
        if size > MAX_BYTES:
            raise Unpublishable(f"{size} bytes, of which {MAX_BYTES} may travel")
        try:
            Event.model_validate_json(self.wire)
        except ValidationError as error:
            raise Unpublishable(misfits(error)) from error


@dataclass
class Receipt:
    """What became of events, by id: `taken` are safe, `refused` with their cause for good; others may be sent again."""

    taken: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


class Bus(Protocol):
    """Where events go."""

    def publish(self, events: Sequence[Announced]) -> Receipt:
        """Hand over events of as many things. Those that were taken may come again."""


class TopicAndStream:
    """The SNS FIFO topic for reactions, and the Kinesis stream for whoever reads the ordered log."""

    def __init__(self, sns: SNSClient, kinesis: KinesisClient, topic_arn: str, stream: str) -> None:
        self._sns, self._kinesis, self._topic, self._stream = sns, kinesis, topic_arn, stream

    def publish(self, events: Sequence[Announced]) -> Receipt:
        receipt = Receipt()
        told: list[Announced] = []
        for some in _batches(events, TOPIC_AT_ONCE, TOPIC_BYTES):
            told += _hand_over(some, self._to_topic, receipt)
        for some in _batches(told, STREAM_AT_ONCE, STREAM_BYTES):
            receipt.taken |= {event.id for event in _hand_over(some, self._to_stream, receipt)}
        return receipt

    def _to_topic(self, events: Sequence[Announced], receipt: Receipt) -> list[Announced]:
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
        for failed in answer.get("Failed", []):
            if failed["SenderFault"] and aws_errors.says_malformed(failed["Code"]):
                receipt.refused[events[int(failed["Id"])].id] = failed["Code"]
        return [events[int(taken["Id"])] for taken in answer["Successful"]]

    def _to_stream(self, events: Sequence[Announced], _receipt: Receipt) -> list[Announced]:
        answer = self._kinesis.put_records(
            StreamName=self._stream,
            Records=[{"Data": each.kept.encode(), "PartitionKey": each.event["aggregate_id"]} for each in events],
        )
        return [each for each, taken in zip(events, answer["Records"], strict=True) if not taken.get("ErrorCode")]


Send = Callable[[Sequence[Announced], Receipt], list[Announced]]


def _hand_over(events: Sequence[Announced], send: Send, receipt: Receipt) -> list[Announced]:
    """Those that one side took, together or, if it refuses what one of them holds, each for itself."""
    try:
        return send(events, receipt)
    except ClientError as error:
        if not aws_errors.is_malformed(error):
            raise
        if len(events) == 1:
            receipt.refused[events[0].id] = error.response["Error"]["Code"]
            return []
    return [taken for each in events for taken in _hand_over([each], send, receipt)]


def _batches(events: Sequence[Announced], at_once: int, most_bytes: int) -> Iterator[list[Announced]]:
    """As many at a time as one side takes."""
    some: list[Announced] = []
    size = 0
    for event in events:
        if some and (len(some) == at_once or size + len(event.wire.encode()) > most_bytes):
            yield some
            some, size = [], 0
        some.append(event)
        size += len(event.wire.encode())
    if some:
        yield some
