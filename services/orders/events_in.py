"""What orders listens to: only the fields it reads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from chassis.core.events import Event
from orders.events_out import SKU_PATTERN


class UserErased(Event):
    """A person is gone; `aggregate_id` is their customer id."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1


class OrderRefused(Event):
    """An order can't stand: its customer had left."""

    name: Literal["users.OrderRefused"] = "users.OrderRefused"
    version: Literal[1] = 1
    order_id: str


class Line(BaseModel):
    """A number of pieces of one product."""

    sku: str = Field(pattern=SKU_PATTERN)
    quantity: int


class OrderPlaced(Event):
    """Our own event, read back from the log for the bestsellers."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1
    lines: list[Line]


class OrderCancelled(Event):
    """Our own event, read back from the log for the bestsellers."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
    lines: list[Line]
