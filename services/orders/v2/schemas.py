"""Request and response bodies of the orders API, version 2. Unknown fields are rejected, so that typos are reported.

The newest version depends on no other; older ones import from it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from chassis.core import money
from chassis.core.money import check_currency
from chassis.core.pagination import Links, Listed
from chassis.core.text import Text
from chassis.core.wire import ULID_PATTERN
from orders import domain
from orders.events_out import SKU_PATTERN

Sku = Annotated[
    str, Field(pattern=SKU_PATTERN, description="The product's stock-keeping unit, its id.", examples=["SPROUT-SENSOR"])
]
OrderId = Annotated[
    str,
    Field(
        pattern=ULID_PATTERN,
        description="A ULID: ids sort by creation time.",
        examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"],
    ),
]
PlacedAt = Annotated[datetime, Field(description="RFC 3339, UTC.", examples=["2026-11-24T09:30:00Z"])]
MAX_LINES = 20


class RequestBody(BaseModel):
    """A request body."""

    model_config = ConfigDict(extra="forbid")


class ResponseBody(BaseModel):
    """A response body."""

    model_config = ConfigDict(from_attributes=True)


class Money(BaseModel):
    """An amount of money, as a decimal string."""

    model_config = ConfigDict(extra="forbid")

    amount: str = Field(
        pattern=r"^(0|[1-9][0-9]{0,12})(\.[0-9]{1,4})?$",
        description="A decimal number with exactly the currency's digits after the point.",
        examples=["19.90"],
    )
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])

    @model_validator(mode="before")
    @classmethod
    def _from_minor_units(cls, value: Any) -> Any:
        if isinstance(value, domain.Money):
            return {"amount": money.decimal(value.amount, value.currency), "currency": value.currency}
        return value

    @model_validator(mode="after")
    def _check_amount(self) -> Self:
        if self.to_minor_units().amount > domain.MAX_TOTAL:
            raise ValueError("the amount is too large")
        return self

    def to_minor_units(self) -> domain.Money:
        """The same amount in minor units."""
        return domain.Money(money.minor_units(self.amount, self.currency), self.currency)


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


class Products(ResponseBody):
    """A page of products, by SKU."""

    items: list[Listed[Product]] = Field(description="The items of this page.")
    links: Links = Field(description="Links to this page and the next.")


class Bestseller(ResponseBody):
    """A product with the number of pieces sold."""

    sku: Sku
    pieces: int = Field(description="Pieces ordered and not cancelled, in total.", examples=[42])


class Bestsellers(ResponseBody):
    """The bestselling products, most pieces first."""

    items: list[Listed[Bestseller]] = Field(description="The items of this page.")
    links: Links = Field(description="Links to this page and the next.")


class WantedLine(RequestBody):
    """A number of pieces of one product."""

    sku: Sku
    quantity: int = Field(ge=1, le=1000, strict=True, description="Pieces.", examples=[2])


class Lines(RequestBody):
    """The products to order."""

    lines: list[WantedLine] = Field(
        min_length=1,
        max_length=MAX_LINES,
        description="Products and quantities; lines with the same product are added.",
    )

    def pieces(self) -> dict[str, int]:
        """Quantities by SKU; lines with the same product are added."""
        quantities: dict[str, int] = {}
        for line in self.lines:
            quantities[line.sku] = quantities.get(line.sku, 0) + line.quantity
        return quantities


class PlaceOrder(Lines):
    """The products to order."""

    expected_total: Money | None = Field(
        default=None,
        description="The total that you expect: the order is refused if it differs.",
        examples=[{"amount": "39.80", "currency": "EUR"}],
    )

    def expected(self) -> domain.Money | None:
        """The expected total in minor units."""
        return None if self.expected_total is None else self.expected_total.to_minor_units()


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
    total: Money = Field(description="The total price.", examples=[{"amount": "39.80", "currency": "EUR"}])
    placed_at: PlacedAt


class Orders(ResponseBody):
    """A page of orders, newest first."""

    items: list[Listed[Order]] = Field(description="The items of this page.")
    links: Links = Field(description="Links to this page and the next.")
