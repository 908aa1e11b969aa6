"""What the orders API speaks. Unknown fields are refused, so that a typing error is never silence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orders import domain

Sku = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{2,31}$", examples=["LAMP-1"])]
OrderId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$", examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"])]
MAX_LINES = 20


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Money(BaseModel):
    """An amount of money."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    amount: int = Field(ge=0, le=10**12, strict=True, description="Minor units: cents for EUR.", examples=[4990])
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])


class PutProduct(_In):
    """A product as staff describes it."""

    name: str = Field(min_length=1, max_length=120, examples=["Reading lamp"])
    price: Money
    stock: int = Field(ge=0, le=10**9, strict=True, description="Pieces that can be ordered.", examples=[100])


class Product(_Out):
    """Something to order."""

    sku: Sku
    name: str
    price: Money
    stock: int = Field(description="Pieces that can be ordered now.")


class Products(BaseModel):
    """A page of products, by SKU."""

    items: list[Product]
    next_cursor: str | None = Field(default=None, description="Cursor of the next page; null on the last.")


class Bestseller(_Out):
    """A product and how often it sold."""

    sku: Sku
    pieces: int = Field(description="Ordered and not cancelled, ever.")


class Bestsellers(BaseModel):
    """The products that sell best, best first."""

    items: list[Bestseller]


class WantedLine(_In):
    """So many of one product."""

    sku: Sku
    quantity: int = Field(ge=1, le=1000, strict=True, examples=[2])


class PlaceOrder(_In):
    """What to order."""

    lines: list[WantedLine] = Field(min_length=1, max_length=MAX_LINES)

    def pieces(self) -> dict[str, int]:
        """Pieces by SKU; lines of the same product add up."""
        wanted: dict[str, int] = {}
        for line in self.lines:
            wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
        return wanted


class Line(_Out):
    """So many of one product, at the price when it was ordered."""

    sku: Sku
    name: str
    quantity: int
    price: Money


class Order(_Out):
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
