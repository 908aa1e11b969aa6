"""The events that stall announces. Fields are only added; a breaking change is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chassis.core.events import Announcement


class WidgetEvent(Announcement):
    """An event of a widget."""

    aggregate_id: str = Field(
        description="The widget's id. Events of a widget arrive in sequence.", examples=["01M86D80GJJHNTCRDYA5K3S80K"]
    )


class WidgetCreated(WidgetEvent):
    """A widget was created."""

    name: Literal["stall.WidgetCreated"] = "stall.WidgetCreated"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86D80GKV1FZ0S3QJ8N5RX2C", "at": "2026-11-24T09:12:30.482913Z"}
    owner_id: str = Field(description="The owner's `sub`.", examples=["7b1f6c52-4f0e-4d53-9a57-0c6f3a1de2b4"])


EVENTS_OUT = (WidgetCreated,)
