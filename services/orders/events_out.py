"""What orders announces. Fields are added, never changed; what breaks a reader is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from chassis.events import Announcement


class Money(BaseModel):
    """An amount of money."""

    amount: int = Field(description="Minor units: cents for EUR.")
    currency: str = Field(description="ISO 4217.")


class Line(BaseModel):
    """So many of one product."""

    sku: str
    name: str
    quantity: int
    price: Money = Field(description="Of one piece, when the order was placed.")


class OrderEvent(Announcement):
    """Something happened to an order."""

    customer_id: str = Field(description="The `sub` of the person who ordered.")
    lines: list[Line]
    total: Money


class OrderPlaced(OrderEvent):
    """A customer ordered, and the stock is reserved."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1


class OrderCancelled(OrderEvent):
    """An order was cancelled before it shipped; its stock is back on the shelf."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1


class OrderShipped(OrderEvent):
    """An order left the house."""

    name: Literal["orders.OrderShipped"] = "orders.OrderShipped"
    version: Literal[1] = 1


class ReturnRequested(OrderEvent):
    """An order that could not stand had shipped already, and should come back."""

    name: Literal["orders.ReturnRequested"] = "orders.ReturnRequested"
    version: Literal[1] = 1


EVENTS_OUT = (OrderPlaced, OrderCancelled, OrderShipped, ReturnRequested)
