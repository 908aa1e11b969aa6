"""The events that premium consumes, with only the fields it reads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from chassis.core.events import Event


class Line(BaseModel):
    """A number of pieces of one product."""

    sku: str
    quantity: int


class OrderPlaced(Event):
    """An order was placed; `aggregate_id` is its id."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1
    customer_id: str
    lines: list[Line]


class OrderCancelled(Event):
    """An order was cancelled; `aggregate_id` is its id."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
    customer_id: str
    lines: list[Line]


class UserErased(Event):
    """A user was erased; `aggregate_id` is their customer id."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1
