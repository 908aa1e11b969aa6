"""Reactions of orders, from the batch that AWS hands over to the stored orders."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chassis.core.events import Announcement
from chassis.messaging.consumer import Consumer
from orders import events_in, events_out
from orders.actions import place_order, ship_order
from orders.domain import Order, Status
from orders.ports import Catalogue, Orders
from orders.reactions import LOG_REACTIONS, REACTIONS
from tests.ids import id_of
from tests.lambdas import PLENTY, Parked, kinesis_batch, sqs_batch
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import a_request


def placed(orders: MemoryOrders, catalogue: MemoryCatalogue, customer: str = "alice", quantity: int = 1) -> Order:
    customers = MemoryCustomers(customer)
    return place_order(customer, {"LAMP-1": quantity}, a_request(), orders, catalogue, customers)


def cancelled(orders: MemoryOrders, order: Order) -> None:
    with orders.change(order.id) as open_order:
        open_order.cancel()


def wires(orders: MemoryOrders) -> list[str]:
    """Everything that was announced, as it travels."""
    return [event.wire() for event in orders.announced]


def erased(customer: str, event_id: str = "01KAQ4N9T4W6M2J8ZC5R7XVBEH") -> str:
    """The event of users for an erased person."""
    facts: dict[str, Any] = {"id": event_id, "name": "users.UserErased", "version": 1, "aggregate_id": customer}
    return json.dumps({**facts, "at": "2026-01-01T12:00:00Z", "sequence": 3, "trace": "", "added_later": True})


@pytest.fixture
def parked() -> Parked:
    return Parked()


def test_when_a_customer_leaves_their_open_orders_are_cancelled(
    orders: MemoryOrders, catalogue: MemoryCatalogue, parked: Parked
) -> None:
    hers, bobs, sent = placed(orders, catalogue), placed(orders, catalogue, "bob"), placed(orders, catalogue)
    ship_order(sent.id, orders)

    answer = Consumer(REACTIONS, parked, {Orders: orders}).sqs(sqs_batch(erased("alice")), PLENTY)

    assert answer == {"batchItemFailures": []}
    assert [orders[each.id].status for each in (hers, bobs, sent)] == [Status.CANCELLED, Status.PLACED, Status.SHIPPED]
    assert catalogue["LAMP-1"].stock == 8


def test_a_customer_who_is_reported_gone_twice_changes_nothing_more(
    orders: MemoryOrders, catalogue: MemoryCatalogue, parked: Parked
) -> None:
    placed(orders, catalogue)
    consumer = Consumer(REACTIONS, parked, {Orders: orders})
    consumer.sqs(sqs_batch(erased("alice")), PLENTY)
    before = len(orders.announced)

    answer = consumer.sqs(sqs_batch(erased("alice"), erased("alice")), PLENTY)

    assert answer == {"batchItemFailures": []}
    assert len(orders.announced) == before
    assert catalogue["LAMP-1"].stock == 10


def test_a_poisoned_message_does_not_keep_its_neighbours_from_being_handled(
    orders: MemoryOrders, catalogue: MemoryCatalogue, parked: Parked
) -> None:
    first, second = placed(orders, catalogue, "alice"), placed(orders, catalogue, "bob")
    poison = '{"name": "users.UserErased", "version": 1}'

    answer = Consumer(REACTIONS, parked, {Orders: orders}).sqs(
        sqs_batch(erased("alice"), poison, erased("bob", id_of("bob left"))), PLENTY
    )

    assert answer == {"batchItemFailures": []}
    assert parked.bodies == [poison]
    assert {orders[first.id].status, orders[second.id].status} == {Status.CANCELLED}


def test_what_was_ordered_and_not_cancelled_counts_as_sold(
    orders: MemoryOrders, catalogue: MemoryCatalogue, parked: Parked
) -> None:
    placed(orders, catalogue, quantity=3)
    cancelled(orders, placed(orders, catalogue, quantity=2))
    ship_order(placed(orders, catalogue, quantity=1).id, orders)

    Consumer(LOG_REACTIONS, parked, {Catalogue: catalogue}).kinesis(kinesis_batch(*wires(orders)), None)

    assert [(sold.sku, sold.pieces) for sold in catalogue.bestsellers(10)] == [("LAMP-1", 4)]
    assert parked.bodies == []


def test_a_log_that_is_read_again_counts_nothing_twice(
    orders: MemoryOrders, catalogue: MemoryCatalogue, parked: Parked
) -> None:
    placed(orders, catalogue, quantity=3)
    consumer = Consumer(LOG_REACTIONS, parked, {Catalogue: catalogue})

    for _ in range(3):
        consumer.kinesis(kinesis_batch(*wires(orders)), None)

    assert [sold.pieces for sold in catalogue.bestsellers(10)] == [3]


def test_the_log_tells_of_much_that_does_not_concern_the_bestsellers(
    orders: MemoryOrders, catalogue: MemoryCatalogue, parked: Parked
) -> None:
    ship_order(placed(orders, catalogue).id, orders)

    batch = kinesis_batch(erased("alice"), *wires(orders))
    Consumer(LOG_REACTIONS, parked, {Catalogue: catalogue}).kinesis(batch, None)

    assert [sold.pieces for sold in catalogue.bestsellers(10)] == [1]
    assert parked.bodies == []


@pytest.mark.parametrize(
    ("announced", "read"),
    [(events_out.OrderPlaced, events_in.OrderPlaced), (events_out.OrderCancelled, events_in.OrderCancelled)],
)
def test_what_orders_announces_it_can_read_back(
    announced: type[Announcement], read: type[events_in.OrderPlaced] | type[events_in.OrderCancelled]
) -> None:
    line = {"sku": "LAMP-1", "name": "Reading lamp", "quantity": 2, "price": {"amount": 4990, "currency": "EUR"}}
    facts = {"aggregate_id": "1", "customer_id": "alice", "lines": [line], "total": {"amount": 1, "currency": "EUR"}}

    event = read.model_validate_json(announced.model_validate(facts).wire())

    assert event.key() == announced.key()
    assert [(line.sku, line.quantity) for line in event.lines] == [("LAMP-1", 2)]
