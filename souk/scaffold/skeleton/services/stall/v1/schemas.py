"""Request and response bodies of the stall API. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from chassis.core.pagination import Listed, NextCursor
from chassis.core.text import Text
from chassis.core.wire import ULID_PATTERN

WidgetId = Annotated[
    str,
    Field(
        pattern=ULID_PATTERN,
        description="A ULID: ids sort by creation time.",
        examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"],
    ),
]


class CreateWidget(BaseModel):
    """A new widget."""

    model_config = ConfigDict(extra="forbid")

    name: Text = Field(
        min_length=1,
        max_length=120,
        pattern=r"\S",
        description="Name, chosen by the owner.",
        examples=["The first one"],
    )


class Widget(BaseModel):
    """One of your widgets."""

    model_config = ConfigDict(from_attributes=True)

    id: WidgetId
    name: str = Field(description="Name, chosen by the owner.", examples=["The first one"])
    created_at: datetime = Field(description="RFC 3339, UTC.", examples=["2026-11-24T09:12:30Z"])


class Widgets(BaseModel):
    """A page of widgets, newest first."""

    items: list[Listed[Widget]] = Field(description="The items of this page.")
    next_cursor: NextCursor = None
