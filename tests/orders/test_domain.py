"""The rules of orders, by themselves."""

from __future__ import annotations

import pytest

from orders.domain import (
    AlreadyCancelled,
    AlreadyShipped,
    MixedCurrencies,
    Money,
    Order,
    OutOfStock,
    Product,
    Status,
    UnknownProduct,
)

SHELF = {
    "LAMP-1": Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=2),
    "KETTLE-1": Product("KETTLE-1", "Kettle", Money(2450, "EUR"), stock=5),
    "RADIO-1": Product("RADIO-1", "Radio", Money(8000, "USD"), stock=5),
}


def announced(order: Order) -> list[str]:
    return [event.name for event in order.events]


def test_an_order_costs_what_its_pieces_cost_together() -> None:
    order = Order.place("alice", {"LAMP-1": 2, "KETTLE-1": 3}, SHELF)

    assert order.total == Money(2 * 4990 + 3 * 2450, "EUR")
    assert order.status is Status.PLACED
    assert [(line.sku, line.quantity) for line in order.lines] == [("LAMP-1", 2), ("KETTLE-1", 3)]


def test_an_order_keeps_the_names_and_prices_of_the_day_it_was_placed() -> None:
    shelf = {"LAMP-1": Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=2)}
    order = Order.place("alice", {"LAMP-1": 1}, shelf)

    shelf["LAMP-1"].name, shelf["LAMP-1"].price = "Dear lamp", Money(9990, "EUR")

    assert (order.lines[0].name, order.lines[0].price) == ("Reading lamp", Money(4990, "EUR"))


def test_placing_an_order_is_announced_with_all_that_others_need() -> None:
    order = Order.place("alice", {"LAMP-1": 2}, SHELF)

    [event] = order.events
    assert event.key() == "orders.OrderPlaced.v1"
    payload = event.model_dump(include={"aggregate_id", "customer_id", "lines", "total"})
    assert payload == {
        "aggregate_id": order.id,
        "customer_id": "alice",
        "lines": [
            {"sku": "LAMP-1", "name": "Reading lamp", "quantity": 2, "price": {"amount": 4990, "currency": "EUR"}}
        ],
        "total": {"amount": 9980, "currency": "EUR"},
    }


def test_later_orders_have_greater_ids() -> None:
    ids = [Order.place("alice", {"LAMP-1": 1}, SHELF).id for _ in range(3)]

    assert [each[:10] for each in ids] == sorted(each[:10] for each in ids)
    assert len(set(ids)) == 3


def test_what_is_not_sold_here_cannot_be_ordered() -> None:
    with pytest.raises(UnknownProduct, match="GHOST-1"):
        Order.place("alice", {"GHOST-1": 1}, SHELF)


def test_more_than_there_is_cannot_be_ordered() -> None:
    with pytest.raises(OutOfStock, match="There are 2 of `LAMP-1` left"):
        Order.place("alice", {"LAMP-1": 3}, SHELF)


def test_one_order_is_paid_in_one_currency() -> None:
    with pytest.raises(MixedCurrencies, match="EUR and USD"):
        Order.place("alice", {"LAMP-1": 1, "RADIO-1": 1}, SHELF)


def test_an_order_can_be_cancelled_until_it_ships() -> None:
    order = Order.place("alice", {"LAMP-1": 1}, SHELF)

    order.cancel()

    assert order.status is Status.CANCELLED
    assert announced(order) == ["orders.OrderPlaced", "orders.OrderCancelled"]


def test_an_order_that_has_shipped_cannot_be_cancelled() -> None:
    order = Order.place("alice", {"LAMP-1": 1}, SHELF)
    order.ship()

    with pytest.raises(AlreadyShipped):
        order.cancel()

    assert order.status is Status.SHIPPED
    assert announced(order) == ["orders.OrderPlaced", "orders.OrderShipped"]


def test_an_order_that_was_cancelled_does_not_ship() -> None:
    order = Order.place("alice", {"LAMP-1": 1}, SHELF)
    order.cancel()

    with pytest.raises(AlreadyCancelled):
        order.ship()

    assert order.status is Status.CANCELLED


def test_cancelling_or_shipping_again_announces_nothing_new() -> None:
    cancelled = Order.place("alice", {"LAMP-1": 1}, SHELF)
    shipped = Order.place("alice", {"LAMP-1": 1}, SHELF)

    for _ in range(2):
        cancelled.cancel()
        shipped.ship()

    assert len(cancelled.events) == len(shipped.events) == 2
