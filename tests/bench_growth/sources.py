"""Endless sources: an archive of events and a queue of dead letters that exist only while they are read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from souk.cloud.queues import IN_FLIGHT, WAITING

EVENTS_PER_OBJECT = 5_000  # some 3 MB, as Firehose writes them


def wire(number: int) -> str:
    """The event of a number: three of each order, a millisecond apart."""
    seconds, milliseconds = divmod(number, 1000)
    at = f"2026-01-{1 + seconds // 86400:02d}T{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    facts = {"id": f"{number:026d}", "name": "orders.OrderPlaced", "version": 1, "at": f"{at}.{milliseconds:03d}Z"}
    lines = [{"sku": "SPROUT", "quantity": 1, "note": "x" * 300}]
    return json.dumps({**facts, "aggregate_id": f"{number // 3}", "sequence": number % 3 + 1, "lines": lines})


class Archive:
    """The S3 client of a bucket with so many events."""

    def __init__(self, events: int) -> None:
        self._events = events

    def get_paginator(self, _operation: str) -> Any:
        keys = [{"Key": str(start)} for start in range(0, self._events, EVENTS_PER_OBJECT)]
        return SimpleNamespace(paginate=lambda **_: [{"Contents": keys}])

    def get_object(self, Key: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        numbers = range(int(Key), min(int(Key) + EVENTS_PER_OBJECT, self._events))
        return {"Body": io.BytesIO("".join(map(wire, numbers)).encode())}


class EmptyStream:
    """The Kinesis client of a stream without shards."""

    def get_paginator(self, _operation: str) -> Any:
        return SimpleNamespace(paginate=lambda **_: [{"Shards": []}])


class ReplayFunction:
    """The Lambda client of a function that applies every event."""

    def invoke(self, **_: Any) -> dict[str, Any]:
        return {"Payload": io.BytesIO(b'{"not_yet": []}')}


class DeadLetters:
    """The SQS client of a queue with so many letters, each received once."""

    def __init__(self, letters: int) -> None:
        self._letters, self._next = letters, iter(range(letters))

    def get_queue_attributes(self, **_: Any) -> dict[str, Any]:
        return {"Attributes": {WAITING: str(self._letters), IN_FLIGHT: "0"}}

    def receive_message(self, **_: Any) -> dict[str, Any]:
        return {"Messages": [*self._messages()]}

    def send_message_batch(self, **_: Any) -> dict[str, Any]:
        return {}

    delete_message_batch = change_message_visibility_batch = send_message_batch

    def _messages(self) -> Iterator[dict[str, Any]]:
        for _, number in zip(range(10), self._next, strict=False):
            yield {
                "MessageId": f"id-{number}",
                "ReceiptHandle": f"handle-{number}" + "x" * 200,
                "Body": wire(number),
                "Attributes": {
                    "MessageDeduplicationId": f"{number}",
                    "MessageGroupId": f"{number}",
                    "SentTimestamp": "1760000000000",
                    "ApproximateReceiveCount": "4",
                },
            }
