"""What the orders API speaks. Unknown fields are refused, so that a typing error is never silence.

What hasn't changed since is the newer version's.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from orders import domain
from orders.v2.schemas import Bestseller, In, OrderId, Out, Sku


class Money(BaseModel):
    """An amount of money."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    amount: int = Field(ge=0, le=10**12, strict=True, description="Minor units: cents for EUR.", examples=[4990])
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])


class PutProduct(In):
    """A product as staff describes it."""

    name: str = Field(min_length=1, max_length=120, examples=["Reading lamp"])
    price: Money
    stock: int = Field(ge=0, le=10**9, strict=True, description="Pieces that can be ordered.", examples=[100])


class Product(Out):
    """Something to order."""

    sku: Sku
    name: str
    price: Money
    stock: int = Field(description="Pieces that can be ordered now.")


class Products(BaseModel):
    """A page of products, by SKU."""

    items: list[Product]
    next_cursor: str | None = Field(default=None, description="Cursor of the next page; null on the last.")


class Bestsellers(BaseModel):
    """The products that sell best, best first."""

    items: list[Bestseller]


class Line(Out):
    """So many of one product, at the price when it was ordered."""

    sku: Sku
    name: str
    quantity: int
    price: Money


class Order(Out):
    """An order."""

    id: OrderId
    status: domain.Status
    lines: list[Line]
    total: Money
    placed_at: datetime


class Orders(BaseModel):
    """A page of orders, newest first."""

    items: list[Order]
    next_cursor: str | None = Field(default=None, description="Cursor of the next page; null on the last.")
