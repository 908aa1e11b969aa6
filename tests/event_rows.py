"""A DynamoDB client that holds event rows only, and counts the rows and bytes that it is asked to read."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from typing import Any, cast

from chassis.core.events import new_id
from chassis.messaging.bus import OutboxEvent, PublishResult
from chassis.persistence.outbox import Outbox
from chassis.persistence.transaction import Item, deserialize, event_key, pending_shard, sequence_of, serialize

Place = tuple[str, str, str, str]
MAX_PAGE = 1_000_000  # bytes in one response of DynamoDB


class EventRows:
    """The event rows of aggregates. `requests`, `rows_read` and `rows_written` count."""

    def __init__(self, padding: int = 0) -> None:
        self.requests = self.rows_read = self.rows_written = 0
        self._padding = "x" * padding
        self._rows: dict[tuple[str, str], Item] = {}
        self._aggregates: dict[str, list[str]] = {}
        self._pending: list[Place] = []

    @property
    def outbox(self) -> Outbox:
        """The outbox of these rows."""
        return Outbox(cast(Any, self), "table")

    def __getitem__(self, named: tuple[str, int]) -> Item:
        return deserialize(self._rows[event_key(*named)])

    def announce(self, pk: str, *sequences: int, at: str = "2026-01-01T12:00:00Z") -> None:
        """Add pending rows."""
        for sequence in sequences:
            _, sk = event_key(pk, sequence)
            facts = {"id": new_id(), "name": "bakery.Baked", "version": 1, "at": at, "aggregate_id": pk}
            event = json.dumps({**facts, "sequence": sequence, "trace": "", "padding": self._padding})
            shard = pending_shard(sum(pk.encode()))
            self._put({"pk": pk, "sk": sk, "event": event, "pending": shard, "pending_sk": f"{at}#{sequence:010d}"})

    def publish(self, pk: str, *sequences: int) -> None:
        """Let rows be published without a relay."""
        for sequence in sequences:
            self.outbox.mark_published({**dict(zip(("pk", "sk"), event_key(pk, sequence), strict=True))}, "{}")

    def delete(self, pk: str, sequence: int) -> None:
        """Let a row expire."""
        key = event_key(pk, sequence)
        self._aggregates[pk].remove(key[1])
        del self._rows[key]

    def pending(self, pk: str) -> list[int]:
        """The sequences that wait."""
        return [sequence_of(sk) for sk in self._aggregates[pk] if "pending" in self._rows[pk, sk]]

    def query(self, **request: Any) -> dict[str, Any]:
        """One page of the rows of an aggregate, or of the index `by-pending`."""
        self.requests += 1
        values = deserialize(request["ExpressionAttributeValues"])
        after = deserialize(request.get("ExclusiveStartKey", {}))
        keys = self._keys_of_index(values, after) if "IndexName" in request else self._keys_of_aggregate(values, after)
        if not request.get("ScanIndexForward", True):
            assert not after, "only one page is read backwards"
            keys.reverse()
        page, more = _page([self._rows[key] for key in keys[: request.get("Limit", 1000)]])
        more = more or len(keys) > len(page)
        self.rows_read += len(page)
        names = request.get("ProjectionExpression", "").split(", ")
        items = [{name: row[name] for name in names if name in row} for row in page] if names[0] else page
        return {"Items": items, **({"LastEvaluatedKey": page[-1]} if more and page else {})}

    def update_item(self, **request: Any) -> None:
        """Apply `REMOVE a, b SET c = :value, ..`."""
        self.requests += 1
        self.rows_written += 1
        row = {**self._rows[request["Key"]["pk"]["S"], request["Key"]["sk"]["S"]]}
        names, values = request.get("ExpressionAttributeNames", {}), request["ExpressionAttributeValues"]
        removed, _, assigned = request["UpdateExpression"].removeprefix("REMOVE ").partition(" SET ")
        for name in removed.split(", "):
            row.pop(name, None)
        for name, value in (part.split(" = ") for part in assigned.split(", ")):
            row[names.get(name, name)] = values[value]
        self._put(deserialize(row))

    def _put(self, item: Item) -> None:
        row, pk, sk = serialize(item), item["pk"], item["sk"]
        old = self._rows.get((pk, sk), {})
        if "pending" in old:
            del self._pending[bisect_left(self._pending, _place(deserialize(old)))]
        if "pending" in row:
            insort(self._pending, _place(item))
        if not old:
            insort(self._aggregates.setdefault(pk, []), sk)
        self._rows[pk, sk] = row

    def _keys_of_aggregate(self, values: Item, after: Item) -> list[tuple[str, str]]:
        pk, own = values[":pk"], self._aggregates.get(values[":pk"], [])
        assert values[":first"] <= values[":last"], "DynamoDB refuses such a range"
        first = bisect_right(own, after["sk"]) if after else bisect_left(own, values[":first"])
        return [(pk, sk) for sk in own[first : bisect_right(own, values[":last"])]]

    def _keys_of_index(self, values: Item, after: Item) -> list[tuple[str, str]]:
        # The row that a page ended with may have left the index.
        first = bisect_right(self._pending, _place(after)) if after else bisect_left(self._pending, (values[":shard"],))
        last = bisect_left(self._pending, (values[":shard"], values[":moment"]))
        return [(pk, sk) for _, _, pk, sk in self._pending[first:last]]


class RecordingBus:
    """Remembers the published events, by key and sequence. It accepts none of the `broken`."""

    def __init__(self) -> None:
        self.published: list[tuple[str, int]] = []
        self.broken: set[tuple[str, int]] = set()

    def publish(self, events: Sequence[OutboxEvent]) -> PublishResult:
        named = {(event.fields["aggregate_id"], event.fields["sequence"]): event.id for event in events}
        accepted = [name for name in named if name not in self.broken]
        self.published += accepted
        return PublishResult({named[name] for name in accepted})


def _place(item: Item) -> Place:
    """The place of a row in the index `by-pending`."""
    return item["pending"], item["pending_sk"], item["pk"], item["sk"]


def _page(rows: Iterable[Item]) -> tuple[list[Item], bool]:
    """The rows that fit into a response, and whether others are left."""
    page: list[Item] = []
    size = 0
    for row in rows:
        size += sum(len(value.get("S", "")) for value in row.values())
        if page and size > MAX_PAGE:
            return page, True
        page.append(row)
    return page, False
