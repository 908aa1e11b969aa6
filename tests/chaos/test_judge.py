"""The judge sees what went wrong: each kind of loss, double and disorder, planted by hand."""

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
    """One order of two pieces that stands, one of three that was called off."""
    history = History(customers=["alice"], skus=["LAMP-1"])
    for verb, order_id, pieces in (("place", ONE, 2), ("place", TWO, 3), ("cancel", TWO, 3)):
        history.note(Acknowledged(verb, order_id, "alice", "LAMP-1", pieces, at=0))
    return history


def a_world() -> Snapshot:
    """What should have become of it."""
    events = {ONE: [event(ONE, 1, "place")], TWO: [event(TWO, 1, "place"), event(TWO, 2, "cancel")]}
    flat = [each for rows in events.values() for each in rows]
    ids = {each["id"] for each in flat}
    return Snapshot(
        orders={ONE: {"status": "placed"}, TWO: {"status": "cancelled"}},
        events=events,
        stock={"LAMP-1": FULL - 2},
        sold={"LAMP-1": 2},
        counted={"alice": 1},
        inbox={"notifications": set(ids), "users": set(ids), "orders": set(ids)},
        told=[{"id": each["id"], "mail": "sent"} for each in flat],
        log=list(flat),
        dead={"notifications": 0},
    )


def the_mails() -> list[Mail]:
    return [Mail(SUBJECT[FACT[verb]], order_id) for verb, order_id in (("place", ONE), ("place", TWO), ("cancel", TWO))]


def test_what_went_well_is_clean() -> None:
    verdict = judge(a_history(), a_world(), the_mails())

    assert verdict == Verdict()
    assert verdict.is_clean


WRONG: dict[str, tuple[str, Callable[[Snapshot, list[Mail]], object]]] = {
    "an order is gone": ("lost", lambda world, _: world.orders.pop(ONE)),
    "an order nobody was told of": ("doubled", lambda world, _: world.orders.update({"ghost": {"status": "placed"}})),
    "a cancellation is gone": ("lost", lambda world, _: world.orders[TWO].update(status="placed")),
    "an event row is gone": ("lost", lambda world, _: world.events[TWO].pop()),
    "an event row too many": ("doubled", lambda world, _: world.events[ONE].append(event(ONE, 2, "place"))),
    "event rows out of order": ("reordered", lambda world, _: world.events[TWO][0].update(sequence=3)),
    "an event is still pending": ("lost", lambda world, _: world.events[ONE][0].update(pending="PENDING#1")),
    "an event is not in the log": ("lost", lambda world, _: world.log.pop()),
    "the log is out of order": ("reordered", lambda world, _: world.log.reverse()),
    "a consumer never heard of it": ("lost", lambda world, _: world.inbox["users"].clear()),
    "stock was taken twice": ("doubled", lambda world, _: world.stock.update({"LAMP-1": FULL - 4})),
    "stock was not taken": ("lost", lambda world, _: world.stock.update({"LAMP-1": FULL})),
    "counted twice": ("doubled", lambda world, _: world.counted.update(alice=2)),
    "sold twice": ("doubled", lambda world, _: world.sold.update({"LAMP-1": 4})),
    "not told": ("lost", lambda world, _: world.told.pop()),
    "told twice": ("doubled", lambda world, _: world.told.append(world.told[0])),
    "the mail is not noted": ("lost", lambda world, _: world.told[0].update(mail="pending")),
    "not mailed": ("lost", lambda _, mails: mails.pop()),
    "mailed twice": ("mails_twice", lambda _, mails: mails.append(mails[0])),
    "mailed in the wrong order": ("reordered", lambda _, mails: mails.reverse()),
    "a dead letter": ("lost", lambda world, _: world.dead.update(notifications=1)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_went_wrong_is_seen(wrong: str) -> None:
    kind, plant = WRONG[wrong]
    world, mails = deepcopy(a_world()), the_mails()

    plant(world, mails)

    assert judge(a_history(), world, mails).counts[kind]


def test_an_event_that_is_in_the_log_twice_is_no_double_effect() -> None:
    world = a_world()
    world.log.extend(world.log)

    assert judge(a_history(), world, the_mails()).is_clean
