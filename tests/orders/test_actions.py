"""The actions of orders, with ports in memory."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

import pytest

from chassis.core.errors import NotFound, Unavailable, Unfinished
from chassis.core.identity import STAFF, IdempotencyKey, Identity
from chassis.core.pagination import Page
from orders.actions import cancel_order, cancel_orders_of, find_order, find_product, place_order, ship_order
from orders.domain import AlreadyShipped, Money, Order, OutOfStock, Product, Status, UnknownCustomer
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import a_request

BOB = Identity("bob")
ALICE = Identity("alice")
SAM = Identity("sam", roles=frozenset({STAFF}))


class RacyShelf(MemoryCatalogue):
    """One lamp, and a rival: the same request, which is through before the shelf is looked at."""

    def __init__(self) -> None:
        super().__init__(Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=1))
        self.rival: tuple[MemoryOrders, IdempotencyKey] | None = None

    def get_many(self, skus: Iterable[str]) -> dict[str, Product]:
        if self.rival:
            (orders, key), self.rival = self.rival, None
            orders.add(Order.place("alice", {"LAMP-1": 1}, super().get_many(["LAMP-1"])), key)
        return super().get_many(skus)


class SlowList(MemoryOrders):
    """Orders whose list stays as it was when it was first asked for."""

    remembered: Page[Order] | None = None

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Order]:
        self.remembered = self.remembered or super().list_by_customer(customer_id, limit, cursor)
        return self.remembered


def placed(orders: MemoryOrders, catalogue: MemoryCatalogue, customer: str = "alice") -> Order:
    return place_order(customer, {"LAMP-1": 1}, a_request(), orders, catalogue, MemoryCustomers(customer))


def test_the_same_request_again_gets_the_same_order(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    key, customers = a_request(), MemoryCustomers("alice")

    first = place_order("alice", {"LAMP-1": 10}, key, orders, catalogue, customers)
    again = place_order("alice", {"LAMP-1": 10}, key, orders, catalogue, customers)

    assert again.id == first.id
    assert catalogue["LAMP-1"].stock == 0
    assert len(orders) == 1


def test_the_same_request_again_is_answered_while_users_is_down(
    orders: MemoryOrders, catalogue: MemoryCatalogue, customers: MemoryCustomers
) -> None:
    key = a_request()
    first = place_order("alice", {"LAMP-1": 1}, key, orders, catalogue, customers)
    customers.down = True

    again = place_order("alice", {"LAMP-1": 1}, key, orders, catalogue, customers)

    assert again.id == first.id


def test_the_same_request_twice_at_once_for_the_last_piece_gets_the_same_order() -> None:
    catalogue, key = RacyShelf(), a_request()
    orders = MemoryOrders(catalogue)
    catalogue.rival = (orders, key)

    order = place_order("alice", {"LAMP-1": 1}, key, orders, catalogue, MemoryCustomers("alice"))

    assert orders[order.id] == order
    assert len(orders) == 1


def test_someone_without_a_profile_cannot_order(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    with pytest.raises(UnknownCustomer):
        place_order("nobody", {"LAMP-1": 1}, a_request(), orders, catalogue, MemoryCustomers())

    assert len(orders) == 0


def test_nothing_is_ordered_while_users_is_down(
    orders: MemoryOrders, catalogue: MemoryCatalogue, customers: MemoryCustomers
) -> None:
    customers.down = True

    with pytest.raises(Unavailable):
        place_order("alice", {"LAMP-1": 1}, a_request(), orders, catalogue, customers)

    assert len(orders) == 0
    assert catalogue["LAMP-1"].stock == 10


def test_a_request_that_was_refused_may_come_again(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    key, customers = a_request(), MemoryCustomers("alice")
    with pytest.raises(OutOfStock):
        place_order("alice", {"LAMP-1": 11}, key, orders, catalogue, customers)
    catalogue.put(Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=11))

    order = place_order("alice", {"LAMP-1": 11}, key, orders, catalogue, customers)

    assert orders[order.id]


def test_customers_find_their_own_orders_and_staff_find_all(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    order = placed(orders, catalogue)

    assert find_order(order.id, ALICE, orders).id == order.id
    assert find_order(order.id, SAM, orders).id == order.id
    with pytest.raises(NotFound):
        find_order(order.id, BOB, orders)


def test_nobody_cancels_somebody_elses_order(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    order = placed(orders, catalogue)

    with pytest.raises(NotFound):
        cancel_order(order.id, BOB, orders)

    assert orders[order.id].status is Status.PLACED


def test_staff_may_cancel_for_a_customer(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    order = placed(orders, catalogue)

    cancel_order(order.id, SAM, orders)

    assert orders[order.id].status is Status.CANCELLED
    assert catalogue["LAMP-1"].stock == 10


def test_an_order_that_was_sent_off_is_not_cancelled(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    order = placed(orders, catalogue)

    assert ship_order(order.id, orders).status is Status.SHIPPED

    with pytest.raises(AlreadyShipped):
        cancel_order(order.id, ALICE, orders)


def test_an_unknown_product_is_not_found(catalogue: MemoryCatalogue) -> None:
    assert find_product("LAMP-1", catalogue).name == "Reading lamp"
    with pytest.raises(NotFound):
        find_product("GHOST-1", catalogue)


def test_when_a_customer_leaves_all_that_has_not_shipped_is_cancelled() -> None:
    catalogue = MemoryCatalogue(Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=300))
    orders = MemoryOrders(catalogue)
    others = placed(orders, catalogue, "bob")
    shipped = placed(orders, catalogue)
    ship_order(shipped.id, orders)
    for _ in range(120):
        placed(orders, catalogue)

    cancel_orders_of("alice", "event-1", orders)

    assert catalogue["LAMP-1"].stock == 298
    assert orders[others.id].status is Status.PLACED
    assert orders[shipped.id].status is Status.SHIPPED


class Impatient(MemoryOrders):
    """Orders of which so many can be changed before the time is over."""

    changes_left, pages_read = 0, 0

    def list_by_customer(self, customer_id: str, limit: int, cursor: str | None) -> Page[Order]:
        self.pages_read += 1
        return super().list_by_customer(customer_id, limit, cursor)

    def change(self, order_id: str, cause: str | None = None) -> AbstractContextManager[Order]:
        if self.changes_left == 0:
            raise Unavailable
        self.changes_left -= 1
        return super().change(order_id, cause)


def test_orders_that_there_is_no_time_to_cancel_are_cancelled_later_and_no_page_is_read_again() -> None:
    catalogue = MemoryCatalogue(Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=1000))
    orders = Impatient(catalogue)
    for _ in range(450):
        placed(orders, catalogue)

    for _ in range(3):
        orders.changes_left = 140
        with pytest.raises(Unfinished):
            cancel_orders_of("alice", "event-1", orders)
    orders.changes_left = 140
    cancel_orders_of("alice", "event-1", orders)

    assert catalogue["LAMP-1"].stock == 1000
    assert orders.pages_read == 5 + 3  # the page in the middle of which the time was over, again


def test_a_customer_for_whose_first_order_there_is_no_time_is_an_outage(catalogue: MemoryCatalogue) -> None:
    orders = Impatient(catalogue)
    placed(orders, catalogue)

    with pytest.raises(Unavailable):
        cancel_orders_of("alice", "event-1", orders)


def test_an_order_that_was_cancelled_before_does_not_keep_the_next_one_open(catalogue: MemoryCatalogue) -> None:
    orders = SlowList(catalogue)
    mine = [placed(orders, catalogue), placed(orders, catalogue)]
    newest = max(order.id for order in mine)
    orders.list_by_customer("alice", 100, None)
    with orders.change(newest, cause=f"event-1#{newest}") as order:
        order.cancel()

    cancel_orders_of("alice", "event-1", orders)

    assert {orders[order.id].status for order in mine} == {Status.CANCELLED}


def test_a_customer_who_leaves_twice_changes_nothing_more(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    placed(orders, catalogue)
    cancel_orders_of("alice", "event-1", orders)
    before = len(orders.announced)

    cancel_orders_of("alice", "event-1", orders)

    assert len(orders.announced) == before
