"""What stall announces. Fields are added, never changed; what breaks a reader is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chassis.events import Announcement


class WidgetCreated(Announcement):
    """A customer has a new widget; `aggregate_id` is its id."""

    name: Literal["stall.WidgetCreated"] = "stall.WidgetCreated"
    version: Literal[1] = 1
    owner_id: str = Field(
        description="The `sub` of the person whose it is.", examples=["7f3c9a1e-5b7d-4a0e-9c55-1d2b8e6f4a30"]
    )


EVENTS_OUT = (WidgetCreated,)
