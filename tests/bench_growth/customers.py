"""Customers and shops with much of everything: lists, and the erasure of a customer."""

from __future__ import annotations

from contextlib import AbstractContextManager

from chassis.core.errors import Unavailable, Unfinished
from chassis.core.events import new_id
from chassis.persistence.transaction import Put
from notifications.store import DynamoNotifications
from orders.actions import cancel_orders_of
from orders.domain import Order
from orders.store import DynamoCatalogue, DynamoOrders
from tests.bench_growth.owned_rows import OwnedRows
from tests.bench_growth.prepared import Prepared

PAGES = 50
INVOCATION = 180  # orders that are cancelled before the time of an invocation is over
PRICE = {"amount": 1990, "currency": "EUR"}


class ImpatientOrders(DynamoOrders):
    """Orders of which so many can be changed before the time is over."""

    changes_left = 0

    def change(self, order_id: str, cause: str | None = None) -> AbstractContextManager[Order]:
        if self.changes_left == 0:
            raise Unavailable
        self.changes_left -= 1
        return super().change(order_id, cause)


def list_orders(size: int) -> Prepared:
    """List the newest, and then the next orders of a customer with so many."""
    rows = _orders(size)
    orders = DynamoOrders(rows.table)

    def run() -> None:
        cursor = None
        for _ in range(PAGES):
            cursor = orders.list_by_customer("alice", 20, cursor).next_cursor

    return Prepared(run, PAGES, lambda: rows.rows_read)


def list_products(size: int) -> Prepared:
    """List the first page of so many products and as many bestsellers."""
    rows = OwnedRows()
    for number in range(size):
        sku = f"SKU-{number:06d}"
        product = {"sku": sku, "name": "Sprout", "price": PRICE, "stock": 5, "version": 1, "sequence": 0}
        rows.put(pk=f"PRODUCT#{sku}", sk="PRODUCT", owner="PRODUCTS", owner_sk=sku, **product)
        sold = {"sku": sku, "pieces": number, "version": 1, "sequence": 0}
        rows.put(pk=f"SOLD#{sku}", sk="SOLD", owner="SOLD", owner_sk=f"{number:012d}#{sku}", **sold)
    catalogue = DynamoCatalogue(rows.table)
    run = lambda: [(catalogue.page(20, None), catalogue.bestsellers(10)) for _ in range(PAGES)]  # noqa: E731
    return Prepared(run, PAGES, lambda: rows.rows_read)


def cancel_orders(size: int) -> Prepared:
    """Cancel the so many orders of an erased customer, in as many invocations as that needs."""
    rows = _orders(size)
    orders = ImpatientOrders(rows.table)

    def is_unfinished() -> bool:
        orders.changes_left = INVOCATION
        try:
            cancel_orders_of("alice", "event", orders)
        except Unfinished:
            return True
        return False

    def run() -> None:
        while is_unfinished():
            pass

    return Prepared(run, size, lambda: rows.rows_read)


def erase_notifications(size: int) -> Prepared:
    """Delete the so many notifications of an erased customer."""
    rows = OwnedRows()
    for number in range(size):
        pk = f"NOTIFICATION#{number:06d}"
        rows.put(pk=pk, sk="NOTIFICATION", owner="CUSTOMER#alice", owner_sk=pk, text="x" * 200)
    notifications = DynamoNotifications(rows.table)
    return Prepared(lambda: notifications.delete_by_customer("alice"), size, lambda: rows.rows_read)


def _orders(size: int) -> OwnedRows:
    """The orders of a customer."""
    rows = OwnedRows()
    for _ in range(size):
        order_id = new_id()
        line = {"sku": "SPROUT", "name": "Sprout", "quantity": 1, "price": PRICE}
        order = {"customer_id": "alice", "lines": [line], "total": PRICE, "id": order_id, "status": "placed"}
        key = {"pk": f"ORDER#{order_id}", "sk": "ORDER", "owner": "CUSTOMER#alice", "owner_sk": order_id}
        rows.put(**Put({**key, **order, "placed_at": "2026-01-01T12:00:00Z"}).next_row)
    return rows
