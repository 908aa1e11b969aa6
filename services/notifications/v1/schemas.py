"""Request and response bodies of the notifications API. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from chassis.core.pagination import Listed, NextCursor
from chassis.core.wire import ULID_PATTERN
from notifications import domain

NotificationId = Annotated[
    str,
    Field(
        pattern=ULID_PATTERN,
        description="The id of its event: a ULID, so ids sort by time.",
        examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"],
    ),
]


class Notification(BaseModel):
    """A notification."""

    model_config = ConfigDict(from_attributes=True)

    id: NotificationId
    kind: domain.Kind = Field(description="The subject.", examples=["order-placed"])
    title: str = Field(description="A short title.", examples=["We have your order"])
    text: str = Field(description="The text, one sentence.", examples=["2 x Sprout plant sensor, 39.80 EUR."])
    at: datetime = Field(description="The time of the event: RFC 3339, UTC.", examples=["2026-11-24T09:30:00Z"])
    about: str | None = Field(description="The id of its order, if any.", examples=["01KAQ4N9SXQF4D1W8T3Z6M0VHB"])
    read: bool = Field(description="True if you have marked it as read.", examples=[False])


class Notifications(BaseModel):
    """A page of notifications, newest first."""

    items: list[Listed[Notification]] = Field(description="The items of this page.")
    next_cursor: NextCursor = None


class Preferences(BaseModel):
    """Your notification preferences."""

    model_config = ConfigDict(extra="forbid")

    mail: bool = Field(
        strict=True, description="True to receive mail, too; notifications always appear in the app.", examples=[True]
    )
