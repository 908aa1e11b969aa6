"""The widget aggregate: its state, its rules, and the events it records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.core.errors import Conflict
from chassis.core.events import Event, new_id, now
from stall.events_out import WidgetCreated


class Erased(Conflict):
    """This user was erased at their own request."""


@dataclass
class Widget:
    """A widget of a customer."""

    owner_id: str
    name: str
    id: str = field(default_factory=new_id)
    created_at: datetime = field(default_factory=now)
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @classmethod
    def create(cls, owner_id: str, name: str) -> Widget:
        """A new widget. Blanks around the name are removed."""
        widget = cls(owner_id, name.strip())
        widget.events.append(WidgetCreated(aggregate_id=widget.id, owner_id=owner_id))
        return widget
