"""Events and contexts that AWS passes to Lambda handlers of queues and streams."""

from __future__ import annotations

import base64
from typing import Any

from chassis.messaging.queues import DeadLetter


def sqs_batch(*bodies: str, groups: str | None = None, received: int = 1) -> dict[str, Any]:
    """A batch from a FIFO queue; message ids are m1, m2, ... and `groups` one letter a message (default: one each)."""
    return {
        "Records": [
            {
                "messageId": f"m{n}",
                "receiptHandle": f"handle-{n}",
                "body": body,
                "attributes": {
                    "ApproximateReceiveCount": str(received),
                    "AWSTraceHeader": "Root=1-5759e988-bd862e3fe1be46a994272793",
                    "SentTimestamp": "1760000000000",
                    "SequenceNumber": f"{n:020d}",
                    "MessageGroupId": groups[n - 1] if groups else f"group-{n}",
                    "SenderId": "AIDAIT2UOQQY3AUEKVGXU",
                    "MessageDeduplicationId": f"deduplication-{n}",
                    "ApproximateFirstReceiveTimestamp": "1760000000001",
                },
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:souk-dev-orders.fifo",
                "awsRegion": "eu-central-1",
            }
            for n, body in enumerate(bodies, 1)
        ]
    }


def kinesis_batch(*bodies: str) -> dict[str, Any]:
    """A batch from a Kinesis shard."""
    return {
        "Records": [
            {
                "kinesis": {
                    "kinesisSchemaVersion": "1.0",
                    "partitionKey": f"key-{n}",
                    "sequenceNumber": f"{n:056d}",
                    "data": base64.b64encode(body.encode()).decode(),
                    "approximateArrivalTimestamp": 1760000000.0,
                },
                "eventSource": "aws:kinesis",
                "eventVersion": "1.0",
                "eventID": f"shardId-000000000000:{n:056d}",
                "eventName": "aws:kinesis:record",
                "eventSourceARN": "arn:aws:kinesis:eu-central-1:123456789012:stream/souk-dev-events",
                "awsRegion": "eu-central-1",
            }
            for n, body in enumerate(bodies, 1)
        ]
    }


def table_stream_batch(*keys: str) -> dict[str, Any]:
    """A batch from a table's stream: the event rows that were written, by partition key; those of each from 1."""
    return {
        "Records": [
            {
                "eventID": f"{n:032x}",
                "eventName": "INSERT",
                "eventVersion": "1.1",
                "eventSource": "aws:dynamodb",
                "awsRegion": "eu-central-1",
                "dynamodb": {
                    "Keys": {"pk": {"S": pk}, "sk": {"S": f"EVENT#{keys[:n].count(pk):010d}"}},
                    "NewImage": {"pk": {"S": pk}, "pending": {"S": "PENDING#1"}},
                    "SequenceNumber": f"{n:021d}",
                    "StreamViewType": "NEW_IMAGE",
                },
            }
            for n, pk in enumerate(keys, 1)
        ]
    }


class Parked:
    """A service's queues: what was parked can be read, and what was put off."""

    def __init__(self) -> None:
        self.letters: list[DeadLetter] = []
        self.put_off: list[tuple[str, int]] = []
        self.full = False

    @property
    def bodies(self) -> list[str]:
        return [letter.body for letter in self.letters]

    def park(self, letter: DeadLetter) -> None:
        if self.full:
            raise OSError("the dead-letter queue can't be reached")
        self.letters.append(letter)

    def defer(self, receipt: str, seconds: int) -> None:
        self.put_off.append((receipt, seconds))


class Left:
    """A Lambda context whose remaining time falls with each call."""

    def __init__(self, *milliseconds: int) -> None:
        self._left = list(milliseconds)

    def get_remaining_time_in_millis(self) -> int:
        return self._left.pop(0) if len(self._left) > 1 else self._left[0]


PLENTY = Left(10_000)
