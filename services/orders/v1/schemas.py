"""What the orders API speaks. Unknown fields are refused, so that a typing error is never silence.

What hasn't changed since is the newer version's.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chassis.core.money import check_currency
from chassis.core.pagination import Listed, NextCursor
from chassis.core.text import Text
from orders import domain
from orders.v2.schemas import Bestseller, In, OrderId, Out, PlacedAt, Sku, Wanted


class Money(BaseModel):
    """An amount of money."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    amount: int = Field(ge=0, le=10**12, strict=True, description="Minor units: cents for EUR.", examples=[1990])
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])


class PutProduct(In):
    """A product's data, as set by staff."""

    name: Text = Field(min_length=1, max_length=120, description="The display name.", examples=["Sprout plant sensor"])
    price: Annotated[Money, AfterValidator(check_currency)] = Field(description="The price of one piece.")
    stock: int = Field(
        ge=0, le=domain.MOST_STOCK, strict=True, description="Pieces that can be ordered.", examples=[400]
    )


class Product(Out):
    """A product."""

    sku: Sku
    name: str = Field(description="The display name.", examples=["Sprout plant sensor"])
    price: Money = Field(description="The price of one piece.")
    stock: int = Field(description="Pieces that can be ordered now.", examples=[400])


class Products(BaseModel):
    """A page of products, by SKU."""

    items: list[Listed[Product]] = Field(description="The page.")
    next_cursor: NextCursor = None


class Bestsellers(BaseModel):
    """The products that sell best, best first."""

    items: list[Listed[Bestseller]] = Field(description="The page.")


class PlaceOrder(Wanted):
    """The products to order."""

    expected_total: Money | None = Field(
        default=None,
        description="The total that you expect: the order is refused if it differs.",
        examples=[{"amount": 3980, "currency": "EUR"}],
    )

    def expected(self) -> domain.Money | None:
        """The expected total, as the domain counts it."""
        total = self.expected_total
        return None if total is None else domain.Money(total.amount, total.currency)


class Line(Out):
    """A number of pieces of one product, at the price when ordered."""

    sku: Sku
    name: str = Field(description="The display name.", examples=["Sprout plant sensor"])
    quantity: int = Field(description="Pieces.", examples=[2])
    price: Money = Field(description="The price of one piece.")


class Order(Out):
    """An order."""

    id: OrderId
    status: domain.Status = Field(description="`placed`, then `shipped` or `cancelled`.")
    lines: list[Line] = Field(description="One for each product.")
    total: Money = Field(description="The total price.", examples=[{"amount": 3980, "currency": "EUR"}])
    placed_at: PlacedAt


class Orders(BaseModel):
    """A page of orders, newest first."""

    items: list[Listed[Order]] = Field(description="The page.")
    next_cursor: NextCursor = None
