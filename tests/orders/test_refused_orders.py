"""An order that users refuses: called off, or asked back when it has shipped. Either way an answer, no dead letter."""

from __future__ import annotations

import json

from chassis.messaging.consumer import Consumer
from orders.actions import ship_order
from orders.domain import Status
from orders.events_out import OrderCancelled, ReturnRequested
from orders.ports import Orders
from orders.reactions import REACTIONS, REFUSALS
from tests.ids import id_of
from tests.lambdas import PLENTY, Parked, sqs_batch
from tests.orders.fakes import MemoryCatalogue, MemoryOrders
from tests.orders.test_reactions import cancelled, placed


def refused(order_id: str) -> str:
    """The event of users for an order whose customer has left."""
    facts = {"id": id_of("refusal"), "name": "users.OrderRefused", "version": 1, "aggregate_id": "alice"}
    return json.dumps({**facts, "at": "2026-01-01T12:00:00Z", "sequence": 4, "trace": "", "order_id": order_id})


def hear(orders: MemoryOrders, catalogue: MemoryCatalogue, body: str) -> Parked:
    """Tell orders twice; answers what was parked."""
    parked = Parked()
    consumer = Consumer(REACTIONS, parked, {Orders: orders}, REFUSALS)
    for _ in range(2):
        assert consumer.sqs(sqs_batch(body), PLENTY) == {"batchItemFailures": []}
    return parked


def test_an_order_that_is_refused_is_called_off_once(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    order = placed(orders, catalogue, quantity=3)

    parked = hear(orders, catalogue, refused(order.id))

    assert orders[order.id].status is Status.CANCELLED
    assert catalogue["LAMP-1"].stock == 10
    assert [type(event) for event in orders.announced[1:]] == [OrderCancelled]
    assert parked.letters == []


def test_an_order_that_is_refused_after_it_shipped_is_asked_back_once(
    orders: MemoryOrders, catalogue: MemoryCatalogue
) -> None:
    order = placed(orders, catalogue)
    ship_order(order.id, orders)

    parked = hear(orders, catalogue, refused(order.id))

    assert orders[order.id].status is Status.SHIPPED
    assert [type(event) for event in orders.announced[2:]] == [ReturnRequested]
    assert parked.letters == []


def test_an_order_that_was_cancelled_anyway_needs_no_answer(orders: MemoryOrders, catalogue: MemoryCatalogue) -> None:
    order = placed(orders, catalogue)
    cancelled(orders, order)

    parked = hear(orders, catalogue, refused(order.id))

    assert len(orders.announced) == 2
    assert parked.letters == []
