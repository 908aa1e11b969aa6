"""Replay: the past is applied by the same reactions, and what it can't do yet is told."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.core.errors import AlreadyHandled, NotYet
from chassis.messaging.replay import Replay
from tests.chassis.test_consumer import Baked, Kitchen, baked, on_baked
from tests.ids import id_of


def on_forget(event: Baked, kitchen: Kitchen) -> None:
    kitchen.hear(event.model_copy(update={"loaf": f"no {event.loaf}"}))


def replay(kitchen: Kitchen, phase: str, *wires: str) -> dict[str, Any]:
    replayed = Replay({Baked: on_forget}, {Baked: on_baked}, {Kitchen: kitchen})
    return replayed.handler({"phase": phase, "events": wires}, None)


def test_events_are_forgotten_and_applied_in_order() -> None:
    kitchen = Kitchen()

    assert replay(kitchen, "forget", baked("rye"), baked("wheat")) == {"not_yet": []}
    assert replay(kitchen, "apply", baked("rye"), baked("wheat")) == {"not_yet": []}

    assert kitchen.heard == ["no rye", "no wheat", "rye", "wheat"]


def test_what_was_applied_before_and_what_concerns_nobody_is_passed_over() -> None:
    kitchen = Kitchen(rye=AlreadyHandled(id_of("rye")))

    assert replay(kitchen, "apply", baked("rye"), baked("oat", name="bakery.Burnt"), baked("wheat")) == {"not_yet": []}

    assert kitchen.heard == ["rye", "wheat"]


def test_what_waits_for_another_event_is_told() -> None:
    answer = replay(Kitchen(rye=NotYet()), "apply", baked("rye"), baked("wheat"))

    assert answer == {"not_yet": [id_of("rye")]}


def test_what_fails_is_not_swallowed() -> None:
    with pytest.raises(OSError, match="oven"):
        replay(Kitchen(rye=OSError("the oven is cold")), "apply", baked("rye"))
