"""Products and orders: their state, their rules, and the events that orders record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from chassis.core.errors import Conflict, Unprocessable
from chassis.core.events import Event, new_id, now
from chassis.core.money import decimal
from orders.events_out import OrderCancelled, OrderEvent, OrderPlaced, OrderShipped, ProductChanged, ReturnRequested


class UnknownProduct(Unprocessable):
    """A product in the order does not exist."""


class MixedCurrencies(Unprocessable):
    """All products of an order must have the same currency."""


class UnexpectedTotal(Conflict):
    """The total differs from the expected total."""


class TooExpensive(Unprocessable):
    """The total exceeds the maximum."""


class OutOfStock(Conflict):
    """The stock is lower than the ordered quantity."""


class TooMuchStock(Conflict):
    """The returned pieces would exceed the maximum stock."""


class UnknownCustomer(Conflict):
    """The customer has no profile."""


class Blocked(Conflict):
    """Staff have blocked this user."""


class AlreadyShipped(Conflict):
    """The order has shipped."""


class AlreadyCancelled(Conflict):
    """The order was cancelled."""


MAX_TOTAL = 10**12  # minor units, within the integers that every consumer can represent
MAX_STOCK = 10**9


@dataclass(frozen=True)
class Money:
    """Minor units (cents) of an ISO 4217 currency."""

    amount: int
    currency: str

    def __str__(self) -> str:
        return f"{decimal(self.amount, self.currency)} {self.currency}"


@dataclass
class Product:
    """A product. `stock` is the quantity available to order."""

    sku: str
    name: str
    price: Money
    stock: int
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.sku

    def replace(self, former: Product | None) -> None:
        """Take the place of the stored product, or of none. Announced if anything differs."""
        self.version, self.sequence = (former.version, former.sequence) if former else (0, 0)
        if former is None or (self.name, self.price, self.stock) != (former.name, former.price, former.stock):
            product = {"sku": self.sku, "name": self.name, "price": asdict(self.price)}
            fields = {"aggregate_id": self.sku, "product": product, "new": former is None}
            self.events.append(ProductChanged.model_validate(fields))


@dataclass(frozen=True)
class Line:
    """A quantity of one product, at the price when the order was placed."""

    sku: str
    name: str
    quantity: int
    price: Money


@dataclass
class Sold:
    """The number of pieces of one product that were ordered and not cancelled."""

    sku: str
    pieces: int = 0
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.sku


class Status(StrEnum):
    PLACED = "placed"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


@dataclass
class Order:
    """The order aggregate."""

    customer_id: str
    lines: list[Line]
    total: Money
    id: str = field(default_factory=new_id)
    status: Status = Status.PLACED
    placed_at: datetime = field(default_factory=now)
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @classmethod
    def place(
        cls,
        customer_id: str,
        quantities: Mapping[str, int],
        products: Mapping[str, Product],
        expected_total: Money | None = None,
    ) -> Order:
        """A new order of `quantities` by SKU.

        Raises UnknownProduct, OutOfStock, MixedCurrencies, TooExpensive, UnexpectedTotal.
        """
        for sku, quantity in quantities.items():
            if sku not in products:
                raise UnknownProduct(f"There is no product `{sku}`.")
            if products[sku].stock < quantity:
                raise OutOfStock(f"There are {products[sku].stock} of `{sku}` left.")
        lines = [Line(sku, products[sku].name, quantity, products[sku].price) for sku, quantity in quantities.items()]
        currencies = {line.price.currency for line in lines}
        if len(currencies) > 1:
            raise MixedCurrencies(f"The prices are in {' and '.join(sorted(currencies))}: place separate orders.")
        total = Money(sum(line.price.amount * line.quantity for line in lines), currencies.pop())
        if total.amount > MAX_TOTAL:
            raise TooExpensive("Order less, or place several orders.")
        if expected_total not in (None, total):
            raise UnexpectedTotal(f"The total is {total} now, not {expected_total}. Confirm it and retry.")
        order = cls(customer_id, lines, total)
        order._record(OrderPlaced)
        return order

    def cancel(self) -> None:
        """Cancel the order. Idempotent. Raises AlreadyShipped."""
        if self.status is Status.SHIPPED:
            raise AlreadyShipped("It can no longer be cancelled.")
        if self.status is Status.PLACED:
            self.status = Status.CANCELLED
            self._record(OrderCancelled)

    def ship(self) -> None:
        """Ship the order. Idempotent. Raises AlreadyCancelled."""
        if self.status is Status.CANCELLED:
            raise AlreadyCancelled("It can't be shipped.")
        if self.status is Status.PLACED:
            self.status = Status.SHIPPED
            self._record(OrderShipped)

    def request_return(self) -> None:
        """Request the return of an order that should not have shipped."""
        self._record(ReturnRequested)

    def _record(self, event_type: type[OrderEvent]) -> None:
        fields = {"customer_id": self.customer_id, "lines": map(asdict, self.lines), "total": asdict(self.total)}
        self.events.append(event_type.model_validate({"aggregate_id": self.id, **fields}))
