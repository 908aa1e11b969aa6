"""DynamoDB answers `ports.py`."""

from __future__ import annotations

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import check_absent, upsert
from stall.domain import Erased, Widget

WIDGET = "WIDGET"


class DynamoWidgets:
    """Widgets, each listed with its owner."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._widgets = Repository(table, WIDGET, Widget, lambda widget: (_owner(widget.owner_id), widget.id))

    def find_by_request(self, key: IdempotencyKey) -> Widget | None:
        return self._widgets.find_by_request(key)

    def add(self, widget: Widget, key: IdempotencyKey) -> None:
        owner_is_here = check_absent(_erased(widget.owner_id), Erased("Sign up anew."))
        self._table.commit(self._widgets.put(widget), owner_is_here, idempotency_key=key)

    def get(self, widget_id: str) -> Widget | None:
        return self._widgets.get(widget_id)

    def of_owner(self, owner_id: str, limit: int, cursor: str | None) -> Page[Widget]:
        return self._widgets.page(_owner(owner_id), limit, cursor, newest_first=True)

    def forget(self, owner_id: str) -> None:
        # First, so that whatever was made before is there to be removed, and nothing is made after.
        pk, sk = _erased(owner_id)
        self._table.commit(upsert({"pk": pk, "sk": sk}))
        self._widgets.delete_all(_owner(owner_id))


def _erased(owner_id: str) -> tuple[str, str]:
    """The row that is there for somebody who was forgotten."""
    return _owner(owner_id), "ERASED"


def _owner(owner_id: str) -> str:
    return f"OWNER#{owner_id}"
