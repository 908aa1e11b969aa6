"""The use cases of stall, one verb per function."""

from __future__ import annotations

from chassis.core.errors import NotFound
from chassis.core.idempotency import once
from chassis.core.identity import IdempotencyKey, Identity
from stall.domain import Widget
from stall.ports import Widgets


def create_widget(owner_id: str, name: str, key: IdempotencyKey, widgets: Widgets) -> Widget:
    """Create a widget. A repeated request returns the widget as created. Raises Erased."""

    def create() -> Widget:
        widget = Widget.create(owner_id, name)
        widgets.add(widget, key)
        return widget

    return once(create, lambda: widgets.find_by_request(key))


def find_widget(widget_id: str, caller: Identity, widgets: Widgets) -> Widget:
    """A widget, for its owner and staff. Raises NotFound for everyone else."""
    widget = widgets.get(widget_id)
    if widget is None or not (caller.is_staff or widget.owner_id == caller.id):
        raise NotFound
    return widget


def erase_owner(owner_id: str, widgets: Widgets) -> None:
    """Delete all widgets of an erased user, and reject new ones. Idempotent."""
    widgets.erase_owner(owner_id)
