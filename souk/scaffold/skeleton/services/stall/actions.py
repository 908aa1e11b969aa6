"""What stall can do, one verb a function."""

from __future__ import annotations

from chassis.core.errors import NotFound, StillInProgress
from chassis.core.identity import IdempotencyKey, Identity
from stall.domain import Widget
from stall.ports import Widgets


def create_widget(owner_id: str, name: str, key: IdempotencyKey, widgets: Widgets) -> Widget:
    """Make a widget. The same request again answers the widget as it was made. Raises Erased."""
    made = widgets.find_by_request(key)
    if made:
        return made
    widget = Widget.create(owner_id, name)
    try:
        widgets.add(widget, key)
    except StillInProgress:
        # The same request may have come twice at once, and the other one was faster.
        made = widgets.find_by_request(key)
        if made is None:
            raise
        return made
    return widget


def find_widget(widget_id: str, caller: Identity, widgets: Widgets) -> Widget:
    """A widget, for the person whose it is and for staff. To anyone else it doesn't exist."""
    widget = widgets.get(widget_id)
    if widget is None or not (caller.is_staff or widget.owner_id == caller.id):
        raise NotFound
    return widget


def forget_person(person_id: str, widgets: Widgets) -> None:
    """Remove all that a person has here, and take nothing more from them; again is fine."""
    widgets.forget(person_id)
