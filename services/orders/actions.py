"""What orders can do, one verb a function."""

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
    wanted: Mapping[str, int],
    key: IdempotencyKey,
    orders: Orders,
    catalogue: Catalogue,
    customers: Customers,
    expected_total: Money | None = None,
) -> Order:
    """Order pieces by SKU, at the total expected. The same request again answers the order as it was placed."""
    placed = orders.find_by_request(key)
    if placed:
        return placed
    if not customers.exists(customer_id):
        raise UnknownCustomer("Complete your profile first: `PUT /users/me` of the users API.")
    try:
        order = Order.place(customer_id, wanted, catalogue.shelf(wanted), expected_total)
        orders.add(order, key)
    except (StillInProgress, OutOfStock, UnexpectedTotal) as refusal:
        # The same request may have come twice at once, and the other one was faster: it may have the last piece.
        return _or_refuse(orders.find_by_request(key), refusal)
    return order


def find_order(order_id: str, caller: Identity, orders: Orders) -> Order:
    """An order, for the customer whose it is and for staff. To anyone else it doesn't exist."""
    order = orders.get(order_id)
    if order is None or not (caller.is_staff or order.customer_id == caller.id):
        raise NotFound
    return order


def cancel_order(order_id: str, caller: Identity, orders: Orders) -> None:
    """Call an order off, if it hasn't shipped; its stock returns to the shelf."""
    find_order(order_id, caller, orders)
    with orders.change(order_id) as order:
        order.cancel()


def cancel_refused_order(order_id: str, cause: str, orders: Orders) -> None:
    """Call an order off that can't stand, once per cause. Raises AlreadyShipped."""
    with orders.change(order_id, cause=cause) as order:
        order.cancel()


def ask_back(order_id: str, cause: str, orders: Orders) -> None:
    """Ask for an order to be returned, once per cause."""
    with orders.change(order_id, cause=cause) as order:
        order.ask_back()


def ship_order(order_id: str, orders: Orders) -> Order:
    """Ship an order."""
    with orders.change(order_id) as order:
        order.ship()
    return order


def find_product(sku: str, catalogue: Catalogue) -> Product:
    """One product. Raises NotFound."""
    return _or_refuse(catalogue.get(sku), NotFound())


def cancel_orders_of(customer_id: str, cause: str, orders: Orders) -> None:
    """Call off whatever of a customer hasn't shipped, once per cause and order."""
    for order in list(_all_of(customer_id, orders)):
        if order.status == "placed":
            # The list may be a moment old, and this order done before; that must not stop the others.
            with suppress(AlreadyHandled), orders.change(order.id, cause=f"{cause}#{order.id}") as open_order:
                open_order.cancel()


def _all_of(customer_id: str, orders: Orders) -> Iterable[Order]:
    page = orders.of_customer(customer_id, limit=100, cursor=None)
    yield from page.items
    while page.next_cursor:
        page = orders.of_customer(customer_id, limit=100, cursor=page.next_cursor)
        yield from page.items


def _or_refuse(found: T | None, refusal: Exception) -> T:
    if found is None:
        raise refusal
    return found
