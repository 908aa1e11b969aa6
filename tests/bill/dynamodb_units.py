"""Request units of DynamoDB, from the requests: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.bill.tape import Recording, Sent

KB = 1024
Item = Mapping[str, Any]


def size(item: Item) -> int:
    """An item's bytes, near enough: names and values as UTF-8, numbers by digits."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: Any) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "M":
            return 3 + sum(1 + len(name.encode()) + _size(child) for name, child in content.items())
        case "L":
            return 3 + sum(1 + _size(child) for child in content)
        case "N":
            return math.ceil(len(content) / 2) + 1
        case "BOOL" | "NULL":
            return 1
    return len(str(content).encode())


def reads(call: Sent) -> float:
    """Read units; items are smaller than 4 KB here."""
    parameters = call.parameters
    consistent = 1.0 if parameters.get("ConsistentRead") else 0.5
    if call.action == "BatchGetItem":
        return sum(
            len(request["Keys"]) * (1.0 if request.get("ConsistentRead") else 0.5)
            for request in parameters["RequestItems"].values()
        )
    return consistent if call.action in ("GetItem", "Query") else 0


def writes(call: Sent, recording: Recording) -> Iterator[tuple[str, str, int]]:
    """The written items: table or index, key, and write units."""
    if call.action == "TransactWriteItems":
        for write in call.parameters["TransactItems"]:
            ((kind, request),) = write.items()
            yield from _write(kind, request, recording, transactional=True)
    elif call.action in ("PutItem", "UpdateItem", "DeleteItem"):
        yield from _write(call.action.removesuffix("Item"), call.parameters, recording, transactional=False)


def _write(kind: str, request: Item, recording: Recording, *, transactional: bool) -> Iterator[tuple[str, str, int]]:
    table, key = request["TableName"], request.get("Key") or request["Item"]
    name = f"{key['pk']['S']} {key['sk']['S']}"
    item = request.get("Item") or recording.items.get((table, name), key)
    units = math.ceil(size(item) / KB)
    yield table, name, units * (2 if transactional else 1)
    if kind == "ConditionCheck":
        return
    if "owner" in item:
        moved = recording.moved(table, name, item["owner_sk"]["S"])
        yield f"{table}/by-owner", item["owner"]["S"], units * (2 if moved else 1)
    if "pending" in item or "REMOVE pending" in request.get("UpdateExpression", ""):
        yield f"{table}/by-pending", "", 1


def written(recording: Recording) -> Counter[tuple[str, str]]:
    """Write units by table or index, and key."""
    units: Counter[tuple[str, str]] = Counter()
    for call in recording.calls:
        for place, key, count in writes(call, recording):
            units[place, key] += count
    return units
