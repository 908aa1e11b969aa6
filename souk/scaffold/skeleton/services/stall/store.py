"""The ports implemented by DynamoDB."""

from __future__ import annotations

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import check_absent, upsert
from stall.domain import Erased, Widget

WIDGET = "WIDGET"


class DynamoWidgets:
    """Widgets, indexed by owner."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._widgets = Repository(table, WIDGET, Widget, lambda widget: (_owner(widget.owner_id), widget.id))

    def find_by_request(self, key: IdempotencyKey) -> Widget | None:
        return self._widgets.find_by_request(key)

    def add(self, widget: Widget, key: IdempotencyKey) -> None:
        owner_exists = check_absent(_erased(widget.owner_id), Erased("Sign up with a new account."))
        self._table.commit(self._widgets.put(widget), owner_exists, idempotency_key=key)

    def get(self, widget_id: str) -> Widget | None:
        return self._widgets.get(widget_id)

    def list_by_owner(self, owner_id: str, limit: int, cursor: str | None) -> Page[Widget]:
        return self._widgets.page(_owner(owner_id), limit, cursor, newest_first=True)

    def erase_owner(self, owner_id: str) -> None:
        # The mark first: no widget is created after it, so that the deletion finds all of them.
        pk, sk = _erased(owner_id)
        self._table.commit(upsert({"pk": pk, "sk": sk}))
        self._widgets.delete_all(_owner(owner_id))


def _erased(owner_id: str) -> tuple[str, str]:
    """The key of the row that marks an erased owner."""
    return _owner(owner_id), "ERASED"


def _owner(owner_id: str) -> str:
    return f"OWNER#{owner_id}"
