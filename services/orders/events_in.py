"""The events that orders consumes, with only the fields it reads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from chassis.core.events import Event
from orders.events_out import SKU_PATTERN


class UserErased(Event):
    """A user was erased; `aggregate_id` is their customer id."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1


class OrderRefused(Event):
    """An order was refused: its customer had been erased."""

    name: Literal["users.OrderRefused"] = "users.OrderRefused"
    version: Literal[1] = 1
    order_id: str


class Line(BaseModel):
    """A number of pieces of one product."""

    sku: str = Field(pattern=SKU_PATTERN)
    quantity: int


class OrderPlaced(Event):
    """Orders' own event, read from the event log for the bestsellers."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1
    lines: list[Line]


class OrderCancelled(Event):
    """Orders' own event, read from the event log for the bestsellers."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
    lines: list[Line]
