"""The use cases of orders, one verb per function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

from chassis.core.errors import AlreadyHandled, NotFound, StillInProgress
from chassis.core.identity import IdempotencyKey, Identity
from orders.domain import Money, Order, OutOfStock, Product, UnexpectedTotal, UnknownCustomer
from orders.ports import Catalogue, Customers, Orders

T = TypeVar("T")


def place_order(
    customer_id: str,
    quantities: Mapping[str, int],
    key: IdempotencyKey,
    orders: Orders,
    catalogue: Catalogue,
    customers: Customers,
    expected_total: Money | None = None,
) -> Order:
    """Place an order of `quantities` by SKU. A repeated request returns the order as placed."""
    if placed := orders.find_by_request(key):
        return placed
    if not customers.exists(customer_id):
        raise UnknownCustomer("Complete your profile first: `PUT /users/me` of the users API.")
    try:
        order = Order.place(customer_id, quantities, catalogue.get_many(quantities), expected_total)
        orders.add(order, key)
    except (StillInProgress, OutOfStock, UnexpectedTotal) as error:
        # The same request may have arrived twice at once, and the other one was faster: it may have the last piece.
        return _or_raise(orders.find_by_request(key), error)
    return order


def find_order(order_id: str, caller: Identity, orders: Orders) -> Order:
    """An order, for its owner and staff. Raises NotFound for everyone else."""
    order = orders.get(order_id)
    if order is None or not (caller.is_staff or order.customer_id == caller.id):
        raise NotFound
    return order


def cancel_order(order_id: str, caller: Identity, orders: Orders) -> None:
    """Cancel an order that has not shipped, and return its stock."""
    find_order(order_id, caller, orders)
    with orders.change(order_id) as order:
        order.cancel()


def cancel_refused_order(order_id: str, cause: str, orders: Orders) -> None:
    """Cancel a refused order, once per cause. Raises AlreadyShipped."""
    with orders.change(order_id, cause=cause) as order:
        order.cancel()


def request_return(order_id: str, cause: str, orders: Orders) -> None:
    """Request the return of a shipped order, once per cause."""
    with orders.change(order_id, cause=cause) as order:
        order.request_return()


def ship_order(order_id: str, orders: Orders) -> Order:
    """Ship an order."""
    with orders.change(order_id) as order:
        order.ship()
    return order


def find_product(sku: str, catalogue: Catalogue) -> Product:
    """A product. Raises NotFound."""
    return _or_raise(catalogue.get(sku), NotFound())


def cancel_orders_of(customer_id: str, cause: str, orders: Orders) -> None:
    """Cancel a customer's orders that have not shipped, once per cause and order."""
    for order in list(_all_orders_of(customer_id, orders)):
        if order.status == "placed":
            # The index may be stale and this order already processed; the others must be cancelled all the same.
            with suppress(AlreadyHandled), orders.change(order.id, cause=f"{cause}#{order.id}") as open_order:
                open_order.cancel()


def _all_orders_of(customer_id: str, orders: Orders) -> Iterable[Order]:
    page = orders.list_by_customer(customer_id, limit=100, cursor=None)
    yield from page.items
    while page.next_cursor:
        page = orders.list_by_customer(customer_id, limit=100, cursor=page.next_cursor)
        yield from page.items


def _or_raise(value: T | None, error: Exception) -> T:
    if value is None:
        raise error
    return value
