"""The use cases of orders, one verb per function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from chassis.core.concurrency import concurrently
from chassis.core.errors import AlreadyHandled, NotFound, Unavailable, Unfinished
from chassis.core.idempotency import once
from chassis.core.identity import IdempotencyKey, Identity
from orders.domain import Money, Order, Product, UnknownCustomer
from orders.ports import Catalogue, Customers, Orders


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

    def place() -> Order:
        exists, products = concurrently(lambda: customers.exists(customer_id), lambda: catalogue.get_many(quantities))
        if not exists:
            raise UnknownCustomer("Complete your profile first: `PUT /users/me` of the users API.")
        order = Order.place(customer_id, quantities, products, expected_total)
        orders.add(order, key)
        return order

    return once(place, lambda: orders.find_by_request(key))


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
    product = catalogue.get(sku)
    if product is None:
        raise NotFound
    return product


def cancel_orders_of(customer_id: str, cause: str, orders: Orders) -> None:
    """Cancel a customer's orders that have not shipped, once per cause and order.

    Raises Unfinished if there was time for some of them only; the next call goes on there.
    """
    cancelled = 0
    try:
        for order in _remaining_orders(customer_id, cause, orders):
            if order.status == "placed":
                # The index may be stale and this order already processed; the others must be cancelled all the same.
                with suppress(AlreadyHandled), orders.change(order.id, cause=f"{cause}#{order.id}") as open_order:
                    open_order.cancel()
                cancelled += 1
    except Unavailable as error:
        if cancelled:
            raise Unfinished from error
        raise


def _remaining_orders(customer_id: str, cause: str, orders: Orders) -> Iterator[Order]:
    """A customer's orders, page by page, without the pages that an earlier call with this cause has completed."""
    cursor = orders.progress(cause)
    while True:
        page = orders.list_by_customer(customer_id, limit=100, cursor=cursor)
        yield from page.items
        if page.next_cursor is None:
            return
        cursor = page.next_cursor
        orders.save_progress(cause, cursor)
