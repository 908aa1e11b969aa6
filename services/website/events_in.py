"""The events that the website consumes, with only the fields it reads. They say that the catalogue shows old facts."""

from __future__ import annotations

from typing import Literal

from chassis.core.events import Event


class ProductChanged(Event):
    """A product was created, or its name, price or stock was changed."""

    name: Literal["orders.ProductChanged"] = "orders.ProductChanged"
    version: Literal[1] = 1


class OrderPlaced(Event):
    """An order took pieces from the stock."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1


class OrderCancelled(Event):
    """An order returned pieces to the stock."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
