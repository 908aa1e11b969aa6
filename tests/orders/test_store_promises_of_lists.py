"""Lists of orders and products: the same in every store, the fakes and the one in DynamoDB."""

from __future__ import annotations

import pytest

from chassis.core import pagination
from chassis.core.errors import AlreadyHandled, BadRequest
from orders.domain import Money, Order, OutOfStock, Product
from tests.orders.shop import SKU, Shop, a_request


def test_customers_list_their_own_orders_newest_first(stocked: Shop) -> None:
    first, second = stocked.placed("alice"), stocked.placed("alice")
    stocked.placed("bob")

    page = stocked.orders.list_by_customer("alice", 10, None)

    assert [order.id for order in page.items] == sorted([first.id, second.id], reverse=True)
    assert page.next_cursor is None


def test_pages_hold_every_order_once_even_while_new_ones_arrive(stocked: Shop) -> None:
    placed = [stocked.placed("alice").id for _ in range(5)]

    seen, cursor = [], None
    for _ in range(3):
        page = stocked.orders.list_by_customer("alice", 2, cursor)
        seen += [order.id for order in page.items]
        cursor = page.next_cursor
        stocked.placed("alice")

    assert seen == sorted(placed, reverse=True)
    assert cursor is None


def test_a_page_that_ends_with_the_last_order_is_the_last_page(stocked: Shop) -> None:
    for _ in range(2):
        stocked.placed("alice")

    page = stocked.orders.list_by_customer("alice", 2, None)

    assert page.next_cursor is None


def test_somebody_elses_cursor_opens_nobody_elses_list(stocked: Shop) -> None:
    for customer in ("alice", "bob", "alice", "bob"):
        stocked.placed(customer)
    borrowed = stocked.orders.list_by_customer("alice", 1, None).next_cursor

    page = stocked.orders.list_by_customer("bob", 10, borrowed)

    assert all(order.customer_id == "bob" for order in page.items)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "garbage",
        "!!!!",
        "AAAA",
        "eyJ9",
        "W10",
        "bnVsbA",
        "MQ",
        pagination.encode({}),
        pagination.encode({"pk": "ORDER#1"}),
        pagination.encode({"pk": "ORDER#1", "sk": "ORDER", "owner_sk": "1", "owner": "CUSTOMER#bob"}),
        pagination.encode({"pk": "", "sk": "", "owner_sk": ""}),
        pagination.encode({"pk": "ORDER#1", "sk": "ORDER", "owner_sk": 1}),  # type: ignore[dict-item]
        pagination.encode({"pk": "\ud800", "sk": "ORDER", "owner_sk": "1"}),
    ],
)
def test_a_cursor_of_no_page_is_refused(stocked: Shop, cursor: str) -> None:
    stocked.placed("alice")

    with pytest.raises(BadRequest):
        stocked.orders.list_by_customer("alice", 10, cursor)


def test_products_are_listed_by_sku(stocked: Shop) -> None:
    first = stocked.catalogue.page(1, None)
    rest = stocked.catalogue.page(5, first.next_cursor)

    assert [product.sku for product in first.items + rest.items] == ["KETTLE-1", SKU]
    assert rest.next_cursor is None


def test_a_product_that_is_put_again_is_replaced(stocked: Shop) -> None:
    stocked.placed()

    stocked.catalogue.put(Product(SKU, "Better lamp", Money(5990, "EUR"), stock=50))

    product = stocked.catalogue.get(SKU)
    assert product
    assert (product.name, product.price, product.stock) == ("Better lamp", Money(5990, "EUR"), 50)
    assert len(stocked.catalogue.page(10, None).items) == 2


def test_orders_are_taken_from_what_was_put_last(stocked: Shop) -> None:
    stocked.catalogue.put(Product(SKU, "Reading lamp", Money(4990, "EUR"), stock=1))
    stocked.placed()

    with pytest.raises(OutOfStock):
        stocked.orders.add(Order.place("bob", {SKU: 1}, {SKU: Product(SKU, "", Money(1, "EUR"), stock=1)}), a_request())

    assert stocked.stock() == 0


def test_what_sells_best_is_listed_first(stocked: Shop) -> None:
    stocked.catalogue.count({SKU: 2, "KETTLE-1": 5}, cause="event-1")
    stocked.catalogue.count({SKU: 9}, cause="event-2")
    stocked.catalogue.count({SKU: -1}, cause="event-3")

    best = stocked.catalogue.bestsellers(10)

    assert [(sold.sku, sold.pieces) for sold in best] == [(SKU, 10), ("KETTLE-1", 5)]
    assert [sold.sku for sold in stocked.catalogue.bestsellers(1)] == [SKU]


def test_a_sale_that_is_announced_twice_counts_once(stocked: Shop) -> None:
    stocked.catalogue.count({SKU: 2}, cause="event-1")

    with pytest.raises(AlreadyHandled):
        stocked.catalogue.count({SKU: 2}, cause="event-1")

    assert [sold.pieces for sold in stocked.catalogue.bestsellers(10)] == [2]


def test_what_was_sold_can_be_forgotten_and_counted_anew(stocked: Shop) -> None:
    stocked.catalogue.count({SKU: 2, "KETTLE-1": 5}, cause="event-1")
    stocked.catalogue.count({SKU: 9}, cause="event-2")

    for _ in range(2):
        stocked.catalogue.reset_count([SKU, "KETTLE-1"], cause="event-1")
        stocked.catalogue.reset_count([SKU], cause="event-2")
    assert stocked.catalogue.bestsellers(10) == []

    stocked.catalogue.count({SKU: 2, "KETTLE-1": 5}, cause="event-1")
    assert [(sold.sku, sold.pieces) for sold in stocked.catalogue.bestsellers(10)] == [("KETTLE-1", 5), (SKU, 2)]
