"""What the notifications API speaks. Unknown fields are refused, so that a typing error is never silence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from notifications import domain

NotificationId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$", examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"])]


class Notification(BaseModel):
    """One thing you were told."""

    model_config = ConfigDict(from_attributes=True)

    id: NotificationId
    kind: domain.Kind
    title: str
    text: str
    at: datetime = Field(description="When it happened.")
    about: str | None = Field(description="The id of the order it is about, if any.")
    read: bool


class Notifications(BaseModel):
    """A page of notifications, newest first."""

    items: list[Notification]
    next_cursor: str | None = Field(default=None, description="Cursor of the next page; null on the last.")


class Preferences(BaseModel):
    """How you want to be told."""

    model_config = ConfigDict(extra="forbid")

    mail: bool = Field(strict=True, description="By mail, too; in the app always.", examples=[True])
