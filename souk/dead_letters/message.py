"""A message in a dead-letter queue."""

import fnmatch
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

QUARANTINE = 3
"""Redrives after which a letter that failed again stays, unless it is named."""


@dataclass(frozen=True)
class DeadLetter:
    """A dead letter with its cause, its attempts and its body."""

    service: str
    id: str
    """The queue's message id."""
    event: str
    """`orders.OrderPlaced.v1`, or `no event`."""
    cause: str
    trace: str
    received: int
    """Attempts before it was parked."""
    redriven: int
    """Redrives so far."""
    group: str
    at: float
    """When it was parked, seconds since 1970."""
    body: str
    deduplication_id: str = field(repr=False)
    receipt_handle: str = field(repr=False)

    @property
    def is_quarantined(self) -> bool:
        return self.redriven >= QUARANTINE

    def matches(self, patterns: Sequence[str]) -> bool:
        """Whether its id, event, cause or group matches one of the patterns (`*` and `?`)."""
        values = (self.id, self.event, self.cause, self.group)
        return any(fnmatch.fnmatchcase(value, pattern) for pattern in patterns for value in values)


def parse(service: str, message: Any) -> DeadLetter:
    """Parse an SQS message, with the attributes that `chassis/messaging/queues.py` adds."""
    attributes = {name: value.get("StringValue", "") for name, value in message.get("MessageAttributes", {}).items()}
    system = message["Attributes"]
    return DeadLetter(
        service=service,
        id=message["MessageId"],
        event=_event_of(message["Body"]),
        # SQS itself moves a message whose consumer always crashed, and adds no cause.
        cause=attributes.get("cause", "the function never finished with it"),
        trace=attributes.get("trace", system.get("AWSTraceHeader", "")),
        received=int(attributes.get("received", system["ApproximateReceiveCount"])),
        redriven=int(attributes.get("redriven", 0)),
        group=attributes.get("group", system.get("MessageGroupId", "")),
        at=int(system["SentTimestamp"]) / 1000,
        body=message["Body"],
        deduplication_id=system.get("MessageDeduplicationId", message["MessageId"]),
        receipt_handle=message["ReceiptHandle"],
    )


def _event_of(body: str) -> str:
    try:
        payload = json.loads(body)
        return f"{payload['name']}.v{payload['version']}"
    except (ValueError, KeyError, TypeError):
        return "no event"
