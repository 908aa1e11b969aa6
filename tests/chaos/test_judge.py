"""The judge detects each kind of loss, duplicate and disorder."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.chaos.history import FULL, Acknowledged, History
from tests.chaos.judge import FACT, SUBJECT, Verdict, judge
from tests.chaos.mailbox import Mail
from tests.chaos.snapshot import Snapshot

ONE, TWO = "01KAQ4N9T4W6M2J8ZC5R7XVBE1", "01KAQ4N9T4W6M2J8ZC5R7XVBE2"


def event(order_id: str, sequence: int, verb: str) -> dict[str, Any]:
    fact = {"id": f"{order_id}/{sequence}", "name": FACT[verb], "aggregate_id": order_id, "sequence": sequence}
    return {"sk": f"EVENT#{sequence:010d}", "event": json.dumps(fact), **fact}


def a_history() -> History:
    """A placed order of two pieces, and a cancelled one of three."""
    history = History(customers=["alice"], skus=["LAMP-1"])
    for verb, order_id, pieces in (("place", ONE, 2), ("place", TWO, 3), ("cancel", TWO, 3)):
        history.record(Acknowledged(verb, order_id, "alice", "LAMP-1", pieces, at=0))
    return history


def a_world() -> Snapshot:
    """The correct outcome."""
    events = {ONE: [event(ONE, 1, "place")], TWO: [event(TWO, 1, "place"), event(TWO, 2, "cancel")]}
    flat = [row for rows in events.values() for row in rows]
    ids = {row["id"] for row in flat}
    return Snapshot(
        orders={ONE: {"status": "placed"}, TWO: {"status": "cancelled"}},
        events=events,
        stock={"LAMP-1": FULL - 2},
        sold={"LAMP-1": 2},
        counted={"alice": 1},
        inbox={"notifications": set(ids), "users": set(ids), "orders": set(ids)},
        notifications=[{"id": row["id"], "mail": "sent"} for row in flat],
        log=list(flat),
        dead={"notifications": 0},
    )


def the_mails() -> list[Mail]:
    return [Mail(SUBJECT[FACT[verb]], order_id) for verb, order_id in (("place", ONE), ("place", TWO), ("cancel", TWO))]


def test_a_correct_outcome_is_clean() -> None:
    verdict = judge(a_history(), a_world(), the_mails())

    assert verdict == Verdict()
    assert verdict.is_clean


DEFECTS: dict[str, tuple[str, Callable[[Snapshot, list[Mail]], object]]] = {
    "an order is gone": ("lost", lambda world, _: world.orders.pop(ONE)),
    "an unacknowledged order": (
        "doubled",
        lambda world, _: world.orders.update({"ghost": {"status": "placed"}}),
    ),
    "a cancellation is gone": ("lost", lambda world, _: world.orders[TWO].update(status="placed")),
    "an event row is gone": ("lost", lambda world, _: world.events[TWO].pop()),
    "an event row too many": ("doubled", lambda world, _: world.events[ONE].append(event(ONE, 2, "place"))),
    "event rows out of order": ("reordered", lambda world, _: world.events[TWO][0].update(sequence=3)),
    "an event is still pending": ("lost", lambda world, _: world.events[ONE][0].update(pending="PENDING#1")),
    "an event is not in the log": ("lost", lambda world, _: world.log.pop()),
    "the log is out of order": ("reordered", lambda world, _: world.log.reverse()),
    "a consumer never received it": ("lost", lambda world, _: world.inbox["users"].clear()),
    "stock was taken twice": ("doubled", lambda world, _: world.stock.update({"LAMP-1": FULL - 4})),
    "stock was not taken": ("lost", lambda world, _: world.stock.update({"LAMP-1": FULL})),
    "counted twice": ("doubled", lambda world, _: world.counted.update(alice=2)),
    "sold twice": ("doubled", lambda world, _: world.sold.update({"LAMP-1": 4})),
    "not notified": ("lost", lambda world, _: world.notifications.pop()),
    "notified twice": ("doubled", lambda world, _: world.notifications.append(world.notifications[0])),
    "the mail is not marked as sent": ("lost", lambda world, _: world.notifications[0].update(mail="pending")),
    "not mailed": ("lost", lambda _, mails: mails.pop()),
    "mailed twice": ("mails_twice", lambda _, mails: mails.append(mails[0])),
    "mailed in the wrong order": ("reordered", lambda _, mails: mails.reverse()),
    "a dead letter": ("lost", lambda world, _: world.dead.update(notifications=1)),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_detected(defect: str) -> None:
    kind, apply = DEFECTS[defect]
    world, mails = deepcopy(a_world()), the_mails()

    apply(world, mails)

    assert judge(a_history(), world, mails).counts[kind]


def test_a_duplicate_in_the_log_is_allowed() -> None:
    world = a_world()
    world.log.extend(world.log)

    assert judge(a_history(), world, the_mails()).is_clean
