"""Event to action, wired by the table at the end."""

from __future__ import annotations

from chassis.core.events import Reactions
from stall.actions import erase_owner
from stall.events_in import UserErased
from stall.ports import Widgets


def on_user_erased(event: UserErased, widgets: Widgets) -> None:
    erase_owner(event.aggregate_id, widgets)


REACTIONS: Reactions = {UserErased: on_user_erased}
