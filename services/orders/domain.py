"""Products and orders: the things of this service and their rules. What happens to an order, it records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from chassis.core.errors import Conflict, Unprocessable
from chassis.core.events import Event, new_id, now
from chassis.core.money import decimal
from orders.events_out import OrderCancelled, OrderEvent, OrderPlaced, OrderShipped, ReturnRequested


class UnknownProduct(Unprocessable):
    """A product that was ordered doesn't exist."""


class MixedCurrencies(Unprocessable):
    """One order is paid in one currency."""


class UnexpectedTotal(Conflict):
    """It costs something else than was expected."""


class TooExpensive(Unprocessable):
    """An order can't cost that much."""


class OutOfStock(Conflict):
    """There is less in stock than was ordered."""


class TooMuchStock(Conflict):
    """There is no room in stock for what would return."""


class UnknownCustomer(Conflict):
    """The customer has no profile."""


class Blocked(Conflict):
    """Staff have blocked this person."""


class AlreadyShipped(Conflict):
    """The order has shipped."""


class AlreadyCancelled(Conflict):
    """The order was cancelled."""


MOST = 10**12  # minor units: what every reader of ours can count
MOST_STOCK = 10**9


@dataclass(frozen=True)
class Money:
    """Minor units (cents) of an ISO 4217 currency."""

    amount: int
    currency: str

    def __str__(self) -> str:
        return f"{decimal(self.amount, self.currency)} {self.currency}"


@dataclass
class Product:
    """Something to sell. `stock` is what is neither sold nor reserved."""

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


@dataclass(frozen=True)
class Line:
    """So many of one product, at the price it had when the order was placed."""

    sku: str
    name: str
    quantity: int
    price: Money


@dataclass
class Sold:
    """How many pieces of one product were ordered and not cancelled."""

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
    """What a customer ordered."""

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
        wanted: Mapping[str, int],
        shelf: Mapping[str, Product],
        expected_total: Money | None = None,
    ) -> Order:
        """A new order for `wanted` (pieces by SKU).

        Raises UnknownProduct, OutOfStock, MixedCurrencies, TooExpensive, UnexpectedTotal.
        """
        for sku, quantity in wanted.items():
            if sku not in shelf:
                raise UnknownProduct(f"There is no product `{sku}`.")
            if shelf[sku].stock < quantity:
                raise OutOfStock(f"Of `{sku}` there are {shelf[sku].stock} left.")
        lines = [Line(sku, shelf[sku].name, quantity, shelf[sku].price) for sku, quantity in wanted.items()]
        currencies = {line.price.currency for line in lines}
        if len(currencies) > 1:
            raise MixedCurrencies(f"These are priced in {' and '.join(sorted(currencies))}: order them separately.")
        total = Money(sum(line.price.amount * line.quantity for line in lines), currencies.pop())
        if total.amount > MOST:
            raise TooExpensive("Order less of it, or in several orders.")
        if expected_total not in (None, total):
            raise UnexpectedTotal(f"It costs {total} now, not {expected_total}. Show that, then order again.")
        order = cls(customer_id, lines, total)
        order._record(OrderPlaced)
        return order

    def cancel(self) -> None:
        """Call it off; again is fine. Raises AlreadyShipped."""
        if self.status is Status.SHIPPED:
            raise AlreadyShipped("It can't be cancelled any more.")
        if self.status is Status.PLACED:
            self.status = Status.CANCELLED
            self._record(OrderCancelled)

    def ship(self) -> None:
        """Send it off; again is fine. Raises AlreadyCancelled."""
        if self.status is Status.CANCELLED:
            raise AlreadyCancelled("It can't be shipped.")
        if self.status is Status.PLACED:
            self.status = Status.SHIPPED
            self._record(OrderShipped)

    def ask_back(self) -> None:
        """It should not have shipped: ask for it to be returned."""
        self._record(ReturnRequested)

    def _record(self, fact: type[OrderEvent]) -> None:
        facts = {"customer_id": self.customer_id, "lines": map(asdict, self.lines), "total": asdict(self.total)}
        self.events.append(fact.model_validate({"aggregate_id": self.id, **facts}))
