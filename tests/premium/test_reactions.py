"""The reactions of premium to other services' events."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from chassis.core.events import new_id, now
from chassis.messaging.consumer import Consumer
from premium.actions import expire_all
from premium.domain.membership import Membership
from premium.domain.span import add_months
from premium.ports import Memberships
from premium.reactions import REACTIONS
from tests.lambdas import PLENTY, Parked, sqs_batch
from tests.premium.fakes import MemoryMemberships

NOW = now()
LINE = {"sku": "PREMIUM-MONTH", "quantity": 1}


def event(name: str, order_id: str = "order-1", lines: list[dict[str, Any]] | None = None, **fields: Any) -> str:
    """An event of orders as it arrives."""
    common = {"id": new_id(), "name": name, "version": 1, "at": NOW.isoformat(), "sequence": 1, "trace": ""}
    order = {"aggregate_id": order_id, "customer_id": "alice", "lines": lines if lines is not None else [LINE]}
    return json.dumps({**common, **order, **fields})


def erasure(customer_id: str) -> str:
    return event("users.UserErased", aggregate_id=customer_id)


@pytest.fixture
def parked() -> Parked:
    return Parked()


@pytest.fixture
def consumer(memberships: MemoryMemberships, parked: Parked) -> Consumer:
    return Consumer(REACTIONS, parked, {Memberships: memberships})


def deliver(consumer: Consumer, *bodies: str) -> None:
    for body in bodies:
        assert consumer.sqs(sqs_batch(body), PLENTY) == {"batchItemFailures": []}


def test_an_order_of_a_year_and_two_months_makes_a_member_for_fourteen_months(
    consumer: Consumer, memberships: MemoryMemberships
) -> None:
    lines = [
        {"sku": "PREMIUM-YEAR", "quantity": 1},
        {"sku": "PREMIUM-MONTH", "quantity": 2},
        {"sku": "HUB-MINI", "quantity": 5},
    ]

    deliver(consumer, event("orders.OrderPlaced", lines=lines))

    assert memberships.get("alice").until == add_months(NOW, 14)
    assert memberships.news == ["Began bought"]


def test_an_order_of_other_things_leaves_no_trace(consumer: Consumer, memberships: MemoryMemberships) -> None:
    lines = [{"sku": "HUB-MINI", "quantity": 1}]

    deliver(consumer, event("orders.OrderPlaced", lines=lines), event("orders.OrderCancelled", lines=lines))

    assert len(memberships) == 0


def test_the_same_events_again_change_nothing(consumer: Consumer, memberships: MemoryMemberships) -> None:
    placed, cancelled = event("orders.OrderPlaced"), event("orders.OrderCancelled")

    deliver(consumer, placed, placed, event("orders.OrderPlaced"))
    assert memberships.get("alice").until == add_months(NOW, 1)
    deliver(consumer, cancelled, placed, cancelled, event("orders.OrderPlaced"))

    assert memberships.news == ["Began bought", "Ended cancelled"]


def test_a_cancellation_that_is_heard_first_keeps_its_order_from_counting(
    consumer: Consumer, memberships: MemoryMemberships
) -> None:
    deliver(consumer, event("orders.OrderCancelled"), event("orders.OrderPlaced"))

    assert not memberships.get("alice").active
    assert memberships.news == []


def test_a_cancellation_takes_back_what_its_own_order_gave(consumer: Consumer, memberships: MemoryMemberships) -> None:
    deliver(consumer, event("orders.OrderPlaced"), event("orders.OrderPlaced", "order-2", [{**LINE, "quantity": 3}]))
    assert memberships.get("alice").until == add_months(NOW, 4)

    deliver(consumer, event("orders.OrderCancelled"))

    assert memberships.get("alice").until == add_months(NOW, 3)
    assert memberships.news == ["Began bought", "Prolonged bought", "Shortened cancelled"]


def test_of_a_person_who_left_nothing_is_kept_however_often_it_is_told(
    consumer: Consumer, memberships: MemoryMemberships, parked: Parked
) -> None:
    deliver(consumer, event("orders.OrderPlaced"), event("orders.OrderPlaced", "order-2", customer_id="bob"))

    deliver(consumer, erasure("alice"), erasure("alice"))
    deliver(consumer, event("orders.OrderPlaced", "late"), event("orders.OrderCancelled"))

    forgotten = memberships.get("alice")
    assert (forgotten.entries, forgotten.active, forgotten.since, forgotten.until) == ([], False, None, None)
    assert memberships.get("bob").active
    assert memberships.news == ["Began bought"] * 2
    assert parked.letters == []


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "one of our own"},
        {"lines": [{"sku": "PREMIUM-YEAR"}]},
        {"lines": [{"sku": "PREMIUM-YEAR", "quantity": "many"}]},
        {"at": "yesterday"},
    ],
)
def test_an_event_that_can_not_be_read_is_parked(
    consumer: Consumer, memberships: MemoryMemberships, parked: Parked, fields: dict[str, Any]
) -> None:
    body = event("orders.OrderPlaced", **fields)

    deliver(consumer, body)

    assert parked.bodies == [body]
    assert len(memberships) == 0


def test_an_end_is_announced_once_although_the_schedule_runs_twice(memberships: MemoryMemberships) -> None:
    for customer, months in (("alice", 1), ("bob", 2)):
        with memberships.change(customer) as membership:
            membership.buy(f"order of {customer}", months, NOW, NOW)
    end = add_months(NOW, 1)

    assert [expire_all(at, memberships) for at in (end - timedelta(seconds=1), end, end)] == [0, 1, 0]

    assert memberships.news == ["Began bought", "Began bought", "Ended expired"]
    assert memberships.get("alice").until == end
    assert memberships.get("bob").active


class Overlapping(MemoryMemberships):
    """The other invocation of the schedule announces each end first."""

    def change(self, customer_id: str, cause: str | None = None) -> Any:
        change = super().change

        class Late:
            def __enter__(self) -> Membership:
                self._change = change(customer_id, cause)
                loaded = self._change.__enter__()
                with change(customer_id) as first:
                    first.expire(add_months(NOW, 1))
                return loaded

            def __exit__(self, *error: Any) -> bool | None:
                return self._change.__exit__(*error)

        return Late()


def test_an_end_is_announced_once_although_the_schedule_overlaps_itself() -> None:
    member = Membership("alice")
    member.buy("order-1", 1, NOW, NOW)
    memberships = Overlapping(member)

    assert expire_all(add_months(NOW, 1), memberships) == 0

    assert memberships.news == ["Began bought", "Ended expired"]
