"""The events of orders. Fields are added, never changed; a breaking change is a new version."""

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
    """A number of pieces of one product."""

    sku: str = Field(pattern=SKU_PATTERN, description="The product's SKU.", examples=["SPROUT-SENSOR"])
    name: str = Field(description="The product's name, when the order was placed.", examples=["Sprout plant sensor"])
    quantity: int = Field(description="Pieces.", examples=[2])
    price: Money = Field(description="The price of one piece, when the order was placed.", examples=[PRICE])


class OrderEvent(Announcement):
    """Base of all events of an order."""

    aggregate_id: str = Field(
        description="The order's id; its events arrive in order.", examples=["01M86D80GJJHNTCRDYA5K3S80K"]
    )
    customer_id: str = Field(description="The customer's `sub`.", examples=["7b1f6c52-4f0e-4d53-9a57-0c6f3a1de2b4"])
    lines: list[Line] = Field(description="The ordered products, one line each.", examples=[[LINE]])
    total: Money = Field(description="The total price: the sum of the lines.", examples=[TOTAL])


class OrderPlaced(OrderEvent):
    """An order was placed, and its stock reserved."""

    name: Literal["orders.OrderPlaced"] = "orders.OrderPlaced"
    version: Literal[1] = 1


class OrderCancelled(OrderEvent):
    """An order was cancelled before it shipped, and its stock released."""

    name: Literal["orders.OrderCancelled"] = "orders.OrderCancelled"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M86DM3YFY5AF9EBW5Q0BW247", "at": "2026-11-24T09:19:07.215604Z", "sequence": 2}


class OrderShipped(OrderEvent):
    """An order was shipped."""

    name: Literal["orders.OrderShipped"] = "orders.OrderShipped"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890BANYPSE3SH1WZZGN15V5", "at": "2026-11-25T09:24:51.006318Z", "sequence": 2}


class ReturnRequested(OrderEvent):
    """The return of a refused order that had already shipped was requested."""

    name: Literal["orders.ReturnRequested"] = "orders.ReturnRequested"
    version: Literal[1] = 1
    EXAMPLE = {"id": "01M890Y9W278C476E977NBZAX4", "at": "2026-11-25T09:35:12.770041Z", "sequence": 3}


class Product(BaseModel):
    """A product without its stock, which changes with each order."""

    sku: str = Field(pattern=SKU_PATTERN, description="The product's SKU.", examples=["SPROUT-SENSOR"])
    name: str = Field(description="The display name.", examples=["Sprout plant sensor"])
    price: Money = Field(description="The price of one piece.", examples=[PRICE])


class ProductChanged(Announcement):
    """Staff created a product, or changed its name, price or stock. Orders change the stock by their own events."""

    name: Literal["orders.ProductChanged"] = "orders.ProductChanged"
    version: Literal[1] = 1
    aggregate_id: str = Field(description="The product's SKU; its events arrive in order.", examples=["SPROUT-SENSOR"])
    product: Product = Field(
        description="The product since then. Get it from the API for its stock.",
        examples=[{"sku": "SPROUT-SENSOR", "name": "Sprout plant sensor", "price": PRICE}],
    )
    new: bool = Field(description="Whether the product was created.", examples=[True])


EVENTS_OUT = (OrderPlaced, OrderCancelled, OrderShipped, ReturnRequested, ProductChanged)
