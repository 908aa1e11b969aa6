"""The ports of orders under test, on any store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from chassis.core.identity import IdempotencyKey
from orders.domain import Order
from orders.ports import Catalogue, Orders

SKU = "LAMP-1"
T = TypeVar("T")


@dataclass
class Shop:
    """The ports of orders, and a way to see what an order or a product announced, oldest first."""

    orders: Orders
    catalogue: Catalogue
    news: Callable[[str], list[dict[str, Any]]]

    def stock(self, sku: str = SKU) -> int:
        product = self.catalogue.get(sku)
        assert product
        return product.stock

    def placed(self, customer: str = "alice", quantity: int = 1, key: IdempotencyKey | None = None) -> Order:
        order = self.new_order(customer, quantity)
        self.orders.add(order, key or a_request())
        return order

    def new_order(self, customer: str = "alice", quantity: int = 1, *skus: str) -> Order:
        """An order that is not kept yet."""
        wanted = dict.fromkeys(skus or [SKU], quantity)
        return Order.place(customer, wanted, self.catalogue.get_many(wanted))


def a_request(key: str = "", body: str = "the same body") -> IdempotencyKey:
    """A creating request; its key is fresh unless given."""
    return IdempotencyKey(key or uuid4().hex, body)


def at_once(act: Callable[[T], object], each: Sequence[T]) -> Counter[str]:
    """The outcomes when all act at the same time: how many are `done`, how many get which error."""
    with ThreadPoolExecutor(len(each)) as pool:
        return Counter(pool.map(lambda one: _outcome(act, one), each))


def _outcome(act: Callable[[T], object], one: T) -> str:
    try:
        act(one)
    except Exception as error:
        return type(error).__name__
    return "done"
