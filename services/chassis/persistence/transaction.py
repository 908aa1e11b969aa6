"""The items of a transaction, each with the error that its failed condition means.

The rows of a service's table, by `pk` / `sk`:

    ORDER#01J.. / ORDER              an aggregate; `version` counts its commits, `sequence` its events
    ORDER#01J.. / EVENT#0000000001   an event of that aggregate, by its sequence; `pending` until it is published, or
                                     `parked` because it never can be
    INBOX#01J.. / INBOX              an event that was processed here
    PROGRESS#01J.. / PROGRESS        where a reaction that takes several invocations goes on, by the id of its event
    ONCE#ab12.. / ONCE               an idempotency key that was used, with the result of its request
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chassis.core.errors import AlreadyHandled, Busy, ChangedMeanwhile, StillInProgress, TooLarge
from chassis.core.identity import IdempotencyKey
from chassis.core.wire import MAX_BYTES
from chassis.persistence.attributes import deserialize_value, serialize_value
from chassis.runtime import tracing

if TYPE_CHECKING:
    from chassis.core.events import Event

Item = dict[str, Any]
DAY = 24 * 3600
REMEMBER_REQUEST = 2 * DAY
REMEMBER_EVENT = 30 * DAY  # longer than any queue or stream keeps a message
MAX_ITEMS = 100  # of one transaction
PENDING_SHARDS = 8  # one index partition takes 1,000 writes a second; the outbox takes this many times that


@dataclass(frozen=True)
class TransactItem:
    """A `TransactWriteItem` without its table, and the error to raise if its condition fails."""

    kind: str
    item: Item
    error: Exception = field(default_factory=Busy)


@dataclass(frozen=True)
class Put:
    """The new state of an aggregate, with the events it records.

    `version` is the version it was read at (0: it is new), `sequence` the number of its last event.
    """

    row: Item
    version: int = 0
    sequence: int = 0
    events: Sequence[Event] = ()

    @property
    def next_row(self) -> Item:
        """The row to store."""
        return {**self.row, "version": self.version + 1, "sequence": self.sequence + len(self.events)}


def serialize(item: Mapping[str, Any]) -> Item:
    """A plain item as DynamoDB's typed attributes, without those that are None."""
    return {name: serialize_value(value) for name, value in item.items() if value is not None}


def deserialize(item: Mapping[str, Any]) -> Item:
    """DynamoDB's typed attributes as a plain item."""
    return {name: deserialize_value(value) for name, value in item.items()}


def expand(put: Put) -> list[TransactItem]:
    """The aggregate at its next version, and its events. ChangedMeanwhile if another commit was first."""
    if put.version:
        condition = {
            "ConditionExpression": "#v = :version",
            "ExpressionAttributeNames": {"#v": "version"},
            "ExpressionAttributeValues": serialize({":version": put.version}),
        }
    else:
        condition = {"ConditionExpression": "attribute_not_exists(pk)"}
    row = TransactItem(
        "Put", {"Item": serialize(put.next_row), **condition}, ChangedMeanwhile("Others keep changing it.")
    )
    outbox = [_event_row(put.row["pk"], put.sequence + n, event) for n, event in enumerate(put.events, 1)]
    return [row, *outbox]


def update(key: tuple[str, str], expression: str, values: Item, condition: str, error: Exception) -> TransactItem:
    """Change single attributes in place, if `condition` holds."""
    item = {
        "Key": serialize({"pk": key[0], "sk": key[1]}),
        "UpdateExpression": expression,
        "ConditionExpression": condition,
        "ExpressionAttributeValues": serialize(values),
    }
    return TransactItem("Update", item, error)


def delete(key: tuple[str, str]) -> TransactItem:
    """Delete a row, whether it exists or not."""
    return TransactItem("Delete", {"Key": serialize({"pk": key[0], "sk": key[1]})})


def upsert(row: Item) -> TransactItem:
    """Insert or replace a row."""
    return TransactItem("Put", {"Item": serialize(row)})


def check_absent(key: tuple[str, str], error: Exception) -> TransactItem:
    """Change nothing, and fail the whole transaction if the row exists."""
    item = {"Key": serialize({"pk": key[0], "sk": key[1]}), "ConditionExpression": "attribute_not_exists(pk)"}
    return TransactItem("ConditionCheck", item, error)


def inbox_key(cause: str) -> tuple[str, str]:
    """The `pk` and `sk` of an event in the inbox."""
    return f"INBOX#{cause}", "INBOX"


def progress_key(cause: str) -> tuple[str, str]:
    """The `pk` and `sk` of the progress of a long reaction to an event."""
    return f"PROGRESS#{cause}", "PROGRESS"


def progress_row(cause: str, cursor: str) -> TransactItem:
    """Store where a long reaction to the event `cause` goes on."""
    pk, sk = progress_key(cause)
    return upsert({"pk": pk, "sk": sk, "cursor": cursor, "expires_at": int(time.time()) + REMEMBER_EVENT})


def delete_inbox_entry(cause: str) -> TransactItem:
    """Remove the event `cause` from the inbox, so that it can be processed again."""
    return delete(inbox_key(cause))


def inbox_entry(cause: str) -> TransactItem:
    """Add the event `cause` to the inbox. AlreadyHandled if it is there."""
    pk, sk = inbox_key(cause)
    row = {"pk": pk, "sk": sk, "expires_at": int(time.time()) + REMEMBER_EVENT}
    return _insert(row, AlreadyHandled(cause))


def idempotency_record(key: IdempotencyKey, result: Item) -> TransactItem:
    """Store the result of a creating request. StillInProgress if another one with the same key was first."""
    now = int(time.time())
    row = {
        "pk": f"ONCE#{key.id}",
        "sk": "ONCE",
        "fingerprint": key.fingerprint,
        "made": result,
        "expires_at": now + REMEMBER_REQUEST,
    }
    write = _insert(row, StillInProgress())
    # DynamoDB removes expired rows within days, not at once.
    write.item["ConditionExpression"] += " OR expires_at < :now"
    write.item["ExpressionAttributeValues"] = serialize({":now": now})
    return write


def _event_row(pk: str, sequence: int, event: Event) -> TransactItem:
    event = event.model_copy(update={"sequence": sequence, "trace": tracing.trace_id()})
    wire = event.wire()
    if len(wire.encode()) > MAX_BYTES:
        raise TooLarge("Its event would be too large to publish.")
    row = {
        **dict(zip(("pk", "sk"), event_key(pk, sequence), strict=True)),
        "event": wire,
        "personal": event.personal_fields() or None,
        "pending": pending_shard(sum(pk.encode())),
        "pending_sk": f"{event.at.isoformat()}#{event.id}",
    }
    return _insert(row, ChangedMeanwhile())


def event_key(pk: str, sequence: int) -> tuple[str, str]:
    """The `pk` and `sk` of an event row; it shares the `pk` of its aggregate."""
    return pk, f"EVENT#{sequence:010d}"


def sequence_of(sk: str) -> int:
    """The sequence in the `sk` of an event row."""
    return int(sk.removeprefix("EVENT#"))


def pending_shard(number: int) -> str:
    """The partition of the index `by-pending` for a number; the events of one aggregate share it."""
    return f"PENDING#{number % PENDING_SHARDS}"


def _insert(row: Item, error: Exception) -> TransactItem:
    return TransactItem("Put", {"Item": serialize(row), "ConditionExpression": "attribute_not_exists(pk)"}, error)
