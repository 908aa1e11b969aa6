"""The events that notifications consumes, with only the fields it reads."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from chassis.core.events import Event


class _Profile(Event):
    full_name: str
    email: str


class UserRegistered(_Profile):
    """A user became a customer; `aggregate_id` is the customer id."""

    name: Literal["users.UserRegistered"] = "users.UserRegistered"
    version: Literal[1] = 1


class UserChanged(_Profile):
    """A customer's name or email address changed."""

    name: Literal["users.UserChanged"] = "users.UserChanged"
    version: Literal[1] = 1


class UserErased(Event):
    """A user was erased."""

    name: Literal["users.UserErased"] = "users.UserErased"
    version: Literal[1] = 1


class Money(BaseModel):
    """Minor units of an ISO 4217 currency."""

    amount: int
    currency: str


class Line(BaseModel):
    """A number of pieces of one product."""

    name: str
    quantity: int
    price: Money


class OrderEvent(Event):
    """An event of an order; `aggregate_id` is its id."""

    customer_id: str
    lines: list[Line]
    total: Money


class OrderPlaced(OrderEvent):
    """A customer placed an order."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1


class OrderCancelled(OrderEvent):
    """An order was cancelled."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1


class OrderShipped(OrderEvent):
    """An order was shipped."""

    name: Literal["orders.OrderShipped"] = "orders.OrderShipped"
    version: Literal[1] = 1
