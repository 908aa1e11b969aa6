"""One dead letter: what it says of itself."""

import fnmatch
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

QUARANTINE = 3
"""A letter that was sent back so often and came again stays, until it is named."""


@dataclass(frozen=True)
class Letter:
    """One dead letter, as it lies in the queue."""

    service: str
    id: str
    """The queue's own id of it."""
    event: str
    """`orders.OrderPlaced.v1`, or what there is instead."""
    cause: str
    trace: str
    received: int
    """How often it was tried before it was parked."""
    redriven: int
    """How often it was sent back before."""
    group: str
    at: float
    """When it was parked, seconds since 1970."""
    body: str
    unique: str = field(repr=False)
    receipt: str = field(repr=False)

    @property
    def is_quarantined(self) -> bool:
        return self.redriven >= QUARANTINE

    def matches(self, patterns: Sequence[str]) -> bool:
        """Whether one of the patterns (`*` and `?`) is its id, its event, its cause or its group."""
        told = (self.id, self.event, self.cause, self.group)
        return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns for text in told)


def read(service: str, message: Any) -> Letter:
    """A message of a dead-letter queue; its `redriven` and the like are what `chassis/messaging/queues.py` wrote."""
    ours = {name: told.get("StringValue", "") for name, told in message.get("MessageAttributes", {}).items()}
    theirs = message["Attributes"]
    return Letter(
        service=service,
        id=message["MessageId"],
        event=_event_of(message["Body"]),
        # The queue itself moves what killed its reader again and again, and tells no cause.
        cause=ours.get("cause", "the function never finished with it"),
        trace=ours.get("trace", theirs.get("AWSTraceHeader", "")),
        received=int(ours.get("received", theirs["ApproximateReceiveCount"])),
        redriven=int(ours.get("redriven", 0)),
        group=ours.get("group", theirs["MessageGroupId"]),
        at=int(theirs["SentTimestamp"]) / 1000,
        body=message["Body"],
        unique=theirs["MessageDeduplicationId"],
        receipt=message["ReceiptHandle"],
    )


def _event_of(body: str) -> str:
    try:
        told = json.loads(body)
        return f"{told['name']}.v{told['version']}"
    except (ValueError, KeyError, TypeError):
        return "no event"
