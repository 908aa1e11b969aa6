"""Widgets and their rules. What happens to one, it records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.core.errors import Conflict
from chassis.core.events import Event, new_id, now
from stall.events_out import WidgetCreated


class Erased(Conflict):
    """This person asked to be forgotten."""


@dataclass
class Widget:
    """What a customer keeps here."""

    owner_id: str
    name: str
    id: str = field(default_factory=new_id)
    created_at: datetime = field(default_factory=now)
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @classmethod
    def create(cls, owner_id: str, name: str) -> Widget:
        """A new widget. The name is told without the blanks around it."""
        widget = cls(owner_id, name.strip())
        widget.events.append(WidgetCreated(aggregate_id=widget.id, owner_id=owner_id))
        return widget
