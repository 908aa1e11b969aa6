"""A DynamoDB client in memory that lists rows by owner, reads and writes them, and counts the rows it reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import Any, cast

from chassis.persistence.table import Table
from chassis.persistence.transaction import Item, deserialize, serialize

Key = tuple[str, str]


class OwnedRows:
    """Rows by key, and by owner as the index `by-owner` has them. Conditions always hold."""

    def __init__(self) -> None:
        self.rows_read = 0
        self._rows: dict[Key, Item] = {}
        self._owned: dict[str, list[tuple[str, str, str]]] = {}

    @property
    def table(self) -> Table:
        """The table of these rows."""
        return Table(cast(Any, self), "table")

    def get_item(self, Key: Item, **_: Any) -> dict[str, Any]:  # noqa: N803
        row = self._rows.get(_key(Key))
        self.rows_read += 1
        return {"Item": row} if row else {}

    def query(self, **request: Any) -> dict[str, Any]:
        """One page of an owner's rows."""
        owned = self._owned.get(request["ExpressionAttributeValues"][":owner"]["S"], [])
        after, limit = deserialize(request.get("ExclusiveStartKey", {})), request["Limit"]
        place = (after["owner_sk"], after["pk"], after["sk"]) if after else None
        if request["ScanIndexForward"]:
            first = bisect_right(owned, place) if place else 0
            page = owned[first : first + limit]
            more = first + limit < len(owned)
        else:
            last = bisect_left(owned, place) if place else len(owned)
            page = owned[max(last - limit, 0) : last][::-1]
            more = last > limit
        items = [self._rows[pk, sk] for _, pk, sk in page]
        self.rows_read += len(items)
        return {"Items": items, **({"LastEvaluatedKey": items[-1]} if more else {})}

    def transact_write_items(self, TransactItems: list[dict[str, Any]]) -> None:  # noqa: N803
        """Put and delete rows; updates in place change nothing."""
        for ((kind, write),) in (item.items() for item in TransactItems):
            if kind == "Put":
                self._remove(_key(write["Item"]))
                self._rows[_key(write["Item"])] = write["Item"]
                if "owner" in write["Item"]:
                    insort(self._owned.setdefault(write["Item"]["owner"]["S"], []), _place(write["Item"]))
            elif kind == "Delete":
                self._remove(_key(write["Key"]))

    def put(self, **attributes: Any) -> None:
        """Add a row."""
        self.transact_write_items([{"Put": {"Item": serialize(attributes)}}])

    def _remove(self, key: Key) -> None:
        row = self._rows.pop(key, None)
        if row and "owner" in row:
            owned = self._owned[row["owner"]["S"]]
            del owned[bisect_left(owned, _place(row))]


def _key(row: Item) -> Key:
    return row["pk"]["S"], row["sk"]["S"]


def _place(row: Item) -> tuple[str, str, str]:
    return (row["owner_sk"]["S"], *_key(row))
