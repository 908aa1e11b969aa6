"""An order of somebody who has left by the time it is heard of: refused, and said so."""

from __future__ import annotations

import json

from chassis.messaging.consumer import Consumer
from tests.ids import id_of
from tests.lambdas import PLENTY, Parked, sqs_batch
from tests.users.fakes import MemoryUsers
from users.domain import User
from users.events_out import OrderRefused
from users.ports import Users
from users.reactions import REACTIONS, REFUSALS


def order_event(fact: str) -> str:
    """An event of orders."""
    facts = {"id": id_of(fact), "name": f"orders.{fact}", "version": 1, "aggregate_id": "order-1"}
    return json.dumps({**facts, "at": "2026-01-01T12:00:00Z", "sequence": 1, "trace": "", "customer_id": "alice"})


def gone() -> MemoryUsers:
    users = MemoryUsers(User("alice", "Alice", "alice@souk.example"))
    with users.change("alice") as alice:
        alice.erase()
    return users


def test_an_order_of_somebody_who_left_is_refused_once() -> None:
    users, parked = gone(), Parked()
    consumer = Consumer(REACTIONS, parked, {Users: users}, REFUSALS)

    for _ in range(2):
        answer = consumer.sqs(sqs_batch(order_event("OrderPlaced")), PLENTY)
        assert answer == {"batchItemFailures": []}

    refused = [event for event in users.announced if isinstance(event, OrderRefused)]
    assert [(event.aggregate_id, event.order_id) for event in refused] == [("alice", "order-1")]
    assert parked.letters == []
    assert users["alice"].orders == 0


def test_a_cancelled_order_of_somebody_who_left_needs_no_answer() -> None:
    users, parked = gone(), Parked()

    answer = Consumer(REACTIONS, parked, {Users: users}, REFUSALS).sqs(sqs_batch(order_event("OrderCancelled")), PLENTY)

    assert answer == {"batchItemFailures": []}
    assert not [event for event in users.announced if isinstance(event, OrderRefused)]
    assert parked.letters == []
