"""What one transaction is made of: each entry with the refusal that its failed condition stands for.

The rows of a service's table, by `pk` / `sk`:

    ORDER#01J.. / ORDER              a thing; `version` counts its commits, `sequence` its events
    ORDER#01J.. / EVENT#0000000001   an event of that thing, by its sequence; `pending` until it was published, or
                                     `parked` because it never can be
    INBOX#01J.. / INBOX              an event that was handled here
    ONCE#ab12.. / ONCE               a creating request that was answered, with the thing as it was made
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from chassis.core.errors import AlreadyHandled, Busy, ChangedMeanwhile, StillInProgress, TooLarge
from chassis.core.events import MAX_BYTES, Event
from chassis.core.identity import Once
from chassis.runtime import tracing

Item = dict[str, Any]
DAY = 24 * 3600
REMEMBER_REQUEST = 2 * DAY
REMEMBER_EVENT = 30 * DAY  # longer than any queue or stream keeps a message
AT_ONCE = 100  # entries that one transaction takes
PENDING_SHARDS = 8  # one index partition takes 1,000 writes a second; the outbox takes this many times that

_to_dynamo, _from_dynamo = TypeSerializer(), TypeDeserializer()


@dataclass(frozen=True)
class Write:
    """One entry of a transaction (a `TransactWriteItem` without its table), and what its failed condition means."""

    kind: str
    entry: Item
    otherwise: Exception = field(default_factory=Busy)


@dataclass(frozen=True)
class Change:
    """A thing as it should be from now on.

    `seen` is the version it was read at (0: it is new), `sequence` the number of its last event, `events` what it
    announces now.
    """

    row: Item
    seen: int = 0
    sequence: int = 0
    events: Sequence[Event] = ()

    @property
    def after(self) -> Item:
        """The row as it will be stored."""
        return {**self.row, "version": self.seen + 1, "sequence": self.sequence + len(self.events)}


def pack(item: Mapping[str, Any]) -> Item:
    """A plain item as DynamoDB's typed attributes; what is None is left out."""
    return {name: _to_dynamo.serialize(value) for name, value in item.items() if value is not None}


def unpack(item: Mapping[str, Any]) -> Item:
    """DynamoDB's typed attributes as a plain item."""
    return {name: _from_dynamo.deserialize(value) for name, value in item.items()}


def changed(change: Change) -> list[Write]:
    """The thing at its next version, and its events. ChangedMeanwhile if it isn't at version `seen` any more."""
    if change.seen:
        condition = {
            "ConditionExpression": "#v = :seen",
            "ExpressionAttributeNames": {"#v": "version"},
            "ExpressionAttributeValues": pack({":seen": change.seen}),
        }
    else:
        condition = {"ConditionExpression": "attribute_not_exists(pk)"}
    thing = Write("Put", {"Item": pack(change.after), **condition}, ChangedMeanwhile("Others keep changing it."))
    outbox = [_announced(change.row["pk"], change.sequence + n, event) for n, event in enumerate(change.events, 1)]
    return [thing, *outbox]


def update(key: tuple[str, str], expression: str, values: Item, condition: str, otherwise: Exception) -> Write:
    """Change single attributes in place, if `condition` holds."""
    entry = {
        "Key": pack({"pk": key[0], "sk": key[1]}),
        "UpdateExpression": expression,
        "ConditionExpression": condition,
        "ExpressionAttributeValues": pack(values),
    }
    return Write("Update", entry, otherwise)


def delete(key: tuple[str, str]) -> Write:
    """Remove an item, whether it is there or not."""
    return Write("Delete", {"Key": pack({"pk": key[0], "sk": key[1]})})


def put(row: Item) -> Write:
    """Keep an item as it stands, whether one is there or not."""
    return Write("Put", {"Item": pack(row)})


def absent(key: tuple[str, str], otherwise: Exception) -> Write:
    """Change nothing, and refuse the whole transaction if there is an item."""
    condition = "attribute_not_exists(pk)"
    return Write(
        "ConditionCheck", {"Key": pack({"pk": key[0], "sk": key[1]}), "ConditionExpression": condition}, otherwise
    )


def inbox_key(cause: str) -> tuple[str, str]:
    """The `pk` and `sk` of the row that remembers an event."""
    return f"INBOX#{cause}", "INBOX"


def unhandled(cause: str) -> Write:
    """Forget that the event `cause` was handled."""
    return delete(inbox_key(cause))


def handled(cause: str) -> Write:
    """Remember that the event `cause` was handled; AlreadyHandled if it was before."""
    pk, sk = inbox_key(cause)
    row = {"pk": pk, "sk": sk, "expires_at": int(time.time()) + REMEMBER_EVENT}
    return _new(row, AlreadyHandled(cause))


def answered(once: Once, made: Item) -> Write:
    """Remember what a creating request made; StillInProgress if another one with its key was faster."""
    now = int(time.time())
    row = {
        "pk": f"ONCE#{once.id}",
        "sk": "ONCE",
        "fingerprint": once.fingerprint,
        "made": made,
        "expires_at": now + REMEMBER_REQUEST,
    }
    write = _new(row, StillInProgress())
    # DynamoDB removes expired rows within days, not at once.
    write.entry["ConditionExpression"] += " OR expires_at < :now"
    write.entry["ExpressionAttributeValues"] = pack({":now": now})
    return write


def _announced(of: str, sequence: int, event: Event) -> Write:
    event = event.model_copy(update={"sequence": sequence, "trace": tracing.trace_id()})
    wire = event.wire()
    if len(wire.encode()) > MAX_BYTES:
        raise TooLarge("What this would announce is too large to travel.")
    row = {
        **dict(zip(("pk", "sk"), event_key(of, sequence), strict=True)),
        "event": wire,
        "personal": event.personal_fields() or None,
        "pending": pending_shard(sum(of.encode())),
        "pending_sk": f"{event.at.isoformat()}#{event.id}",
    }
    return _new(row, ChangedMeanwhile())


def event_key(of: str, sequence: int) -> tuple[str, str]:
    """The `pk` and `sk` of the row of a thing's event; the thing is named by its `pk`."""
    return of, f"EVENT#{sequence:010d}"


def pending_shard(number: int) -> str:
    """The partition of the index `by-pending` that a number falls in; one thing's events share theirs."""
    return f"PENDING#{number % PENDING_SHARDS}"


def _new(row: Item, otherwise: Exception) -> Write:
    return Write("Put", {"Item": pack(row), "ConditionExpression": "attribute_not_exists(pk)"}, otherwise)
