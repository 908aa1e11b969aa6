"""Request and response bodies of the orders API, version 1. Unknown fields are rejected, so that typos are reported.

Bodies that did not change are those of version 2.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chassis.core.money import check_currency
from chassis.core.pagination import Listed, NextCursor
from chassis.core.text import Text
from orders import domain
from orders.v2.schemas import Bestseller, Lines, OrderId, PlacedAt, RequestBody, ResponseBody, Sku


class Money(BaseModel):
    """An amount of money."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    amount: int = Field(ge=0, le=10**12, strict=True, description="Minor units: cents for EUR.", examples=[1990])
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])


class PutProduct(RequestBody):
    """A product's data, as set by staff."""

    name: Text = Field(min_length=1, max_length=120, description="The display name.", examples=["Sprout plant sensor"])
    price: Annotated[Money, AfterValidator(check_currency)] = Field(description="The price of one piece.")
    stock: int = Field(ge=0, le=domain.MAX_STOCK, strict=True, description="Pieces available to order.", examples=[400])


class Product(ResponseBody):
    """A product."""

    sku: Sku
    name: str = Field(description="The display name.", examples=["Sprout plant sensor"])
    price: Money = Field(description="The price of one piece.")
    stock: int = Field(description="Pieces available to order.", examples=[400])


class Products(BaseModel):
    """A page of products, by SKU."""

    items: list[Listed[Product]] = Field(description="The items of this page.")
    next_cursor: NextCursor = None


class Bestsellers(BaseModel):
    """The bestselling products, most pieces first."""

    items: list[Listed[Bestseller]] = Field(description="The items of this page.")


class PlaceOrder(Lines):
    """The products to order."""

    expected_total: Money | None = Field(
        default=None,
        description="The total that you expect: the order is refused if it differs.",
        examples=[{"amount": 3980, "currency": "EUR"}],
    )

    def expected(self) -> domain.Money | None:
        """The expected total in minor units."""
        total = self.expected_total
        return None if total is None else domain.Money(total.amount, total.currency)


class Line(ResponseBody):
    """A number of pieces of one product, at the price when ordered."""

    sku: Sku
    name: str = Field(description="The display name.", examples=["Sprout plant sensor"])
    quantity: int = Field(description="Pieces.", examples=[2])
    price: Money = Field(description="The price of one piece.")


class Order(ResponseBody):
    """An order."""

    id: OrderId
    status: domain.Status = Field(description="`placed`, then `shipped` or `cancelled`.")
    lines: list[Line] = Field(description="One line per product.")
    total: Money = Field(description="The total price.", examples=[{"amount": 3980, "currency": "EUR"}])
    placed_at: PlacedAt


class Orders(BaseModel):
    """A page of orders, newest first."""

    items: list[Listed[Order]] = Field(description="The items of this page.")
    next_cursor: NextCursor = None
