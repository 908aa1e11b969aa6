"""The ports implemented by DynamoDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import TransactItem, delete, delete_inbox_entry, update
from orders.domain import MAX_STOCK, Order, OutOfStock, Product, Sold, TooMuchStock
from orders.events_out import OrderCancelled

ORDER, PRODUCT, SOLD = "ORDER", "PRODUCT", "SOLD"


class DynamoOrders:
    """Orders, indexed by customer."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._orders = Repository(table, ORDER, Order, lambda order: (_customer(order.customer_id), order.id))

    def find_by_request(self, key: IdempotencyKey) -> Order | None:
        return self._orders.find_by_request(key)

    def add(self, order: Order, key: IdempotencyKey) -> None:
        reservations = [_reserve(line.sku, line.quantity) for line in order.lines]
        self._table.commit(self._orders.put(order), *reservations, idempotency_key=key)

    def get(self, order_id: str) -> Order | None:
        return self._orders.get(order_id)

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Order]:
        return self._orders.page(_customer(customer_id), limit, cursor, newest_first=True)

    def progress(self, cause: str) -> str | None:
        return self._table.progress(cause)

    def save_progress(self, cause: str, cursor: str) -> None:
        self._table.save_progress(cause, cursor)

    @contextmanager
    def change(self, order_id: str, cause: str | None = None) -> Iterator[Order]:
        with self._orders.change(order_id, cause, also=_restock_if_cancelled) as order:
            yield order


class DynamoCatalogue:
    """Products, and the read model of bestsellers."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._products = Repository(table, PRODUCT, Product, lambda product: ("PRODUCTS", product.sku))
        self._sold = Repository(table, SOLD, Sold, lambda sold: ("SOLD", f"{sold.pieces:012d}#{sold.sku}"))

    def get(self, sku: str) -> Product | None:
        return self._products.get(sku)

    def get_many(self, skus: Iterable[str]) -> dict[str, Product]:
        return {product.sku: product for product in self._products.get_many(list(skus))}

    def page(self, limit: int, cursor: str | None) -> Page[Product]:
        return self._products.page("PRODUCTS", limit, cursor)

    def put(self, product: Product) -> None:
        product.replace(self._products.get(product.sku))
        self._table.commit(self._products.put(product))

    def bestsellers(self, limit: int) -> list[Sold]:
        return self._sold.page("SOLD", limit, newest_first=True).items

    def count(self, pieces: Mapping[str, int], cause: str) -> None:
        stored = {sold.sku: sold for sold in self._sold.get_many(list(pieces))}
        counts = [stored.get(sku) or Sold(sku) for sku in pieces]
        for sold in counts:
            sold.pieces += pieces[sold.sku]
        self._table.commit(*map(self._sold.put, counts), cause=cause)

    def reset_count(self, skus: Iterable[str], cause: str) -> None:
        self._table.commit(*(delete(self._sold.key(sku)) for sku in skus), delete_inbox_entry(cause))


def _customer(customer_id: str) -> str:
    return f"CUSTOMER#{customer_id}"


def _reserve(sku: str, quantity: int) -> TransactItem:
    """Subtract from a product's stock, on condition that it is sufficient: so nothing is oversold."""
    return update(
        (f"{PRODUCT}#{sku}", PRODUCT),
        "SET stock = stock - :pieces ADD version :one",
        {":pieces": quantity, ":one": 1},
        "stock >= :pieces",
        OutOfStock(f"There are fewer than {quantity} of `{sku}` left."),
    )


def _restock_if_cancelled(order: Order) -> Sequence[TransactItem]:
    """Return the stock of an order that this change cancels."""
    if not any(isinstance(event, OrderCancelled) for event in order.events):
        return ()
    return [_restock(line.sku, line.quantity) for line in order.lines]


def _restock(sku: str, quantity: int) -> TransactItem:
    """Add to the stock of an existing product, up to the maximum."""
    return update(
        (f"{PRODUCT}#{sku}", PRODUCT),
        "SET stock = stock + :pieces ADD version :one",
        {":pieces": quantity, ":one": 1, ":room": MAX_STOCK - quantity},
        "stock <= :room",
        TooMuchStock(f"The stock of `{sku}` would exceed {MAX_STOCK}: lower it first."),
    )
