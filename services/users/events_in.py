"""The events that users consumes, with only the fields it reads."""

from __future__ import annotations

from typing import Literal

from chassis.core.events import Event


class OrderPlaced(Event):
    """A customer placed an order."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1
    customer_id: str


class OrderCancelled(Event):
    """An order was cancelled."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
    customer_id: str
