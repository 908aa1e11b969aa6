"""What orders announces. Fields are added, never changed; what breaks a reader is a new version."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from chassis.core.events import Announcement

SKU_PATTERN = r"^[A-Z0-9][A-Z0-9-]{2,31}$"
PRICE, TOTAL = {"amount": 1990, "currency": "EUR"}, {"amount": 3980, "currency": "EUR"}
LINE = {"sku": "SPROUT-SENSOR", "name": "Sprout plant sensor", "quantity": 2, "price": PRICE}


class Money(BaseModel):
    """An amount of money."""

    amount: int = Field(description="Minor units: cents for EUR.", examples=[1990])
    currency: str = Field(description="ISO 4217.", examples=["EUR"])


class Line(BaseModel):
    """So many of one product."""

    sku: str = Field(pattern=SKU_PATTERN, description="Which product.", examples=["SPROUT-SENSOR"])
    name: str = Field(description="Its name, when the order was placed.", examples=["Sprout plant sensor"])
    quantity: int = Field(description="Pieces.", examples=[2])
    price: Money = Field(description="Of one piece, when the order was placed.", examples=[PRICE])


class OrderEvent(Announcement):
    """Something happened to an order."""

    aggregate_id: str = Field(
        description="The order it happened to; its events come in sequence.", examples=["01M86D80GJJHNTCRDYA5K3S80K"]
    )
    customer_id: str = Field(
        description="The `sub` of the person who ordered.", examples=["7b1f6c52-4f0e-4d53-9a57-0c6f3a1de2b4"]
    )
    lines: list[Line] = Field(description="What was ordered, one line a product.", examples=[[LINE]])
    total: Money = Field(description="What the order costs: the sum of its lines.", examples=[TOTAL])


class OrderPlaced(OrderEvent):
    """A customer ordered, and the stock is reserved."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1


class OrderCancelled(OrderEvent):
    """An order was cancelled before it shipped; its stock is back on the shelf."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86DM3YFY5AF9EBW5Q0BW247", "at": "2026-11-24T09:19:07.215604Z", "sequence": 2}


class OrderShipped(OrderEvent):
    """An order left the house."""

    name: Literal["orders.OrderShipped"] = "orders.OrderShipped"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890BANYPSE3SH1WZZGN15V5", "at": "2026-11-25T09:24:51.006318Z", "sequence": 2}


class ReturnRequested(OrderEvent):
    """An order that could not stand had shipped already, and should come back."""

    name: Literal["orders.ReturnRequested"] = "orders.ReturnRequested"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890Y9W278C476E977NBZAX4", "at": "2026-11-25T09:35:12.770041Z", "sequence": 3}


EVENTS_OUT = (OrderPlaced, OrderCancelled, OrderShipped, ReturnRequested)
