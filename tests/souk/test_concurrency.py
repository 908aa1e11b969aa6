"""A function of the local cloud has a concurrency limit: who calls over it waits a moment, and is then throttled."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from souk.local.apigateway import Throttled, answering, raising
from souk.local.awslambda import limited
from souk.local.concurrency import CALLED, Slots
from tests.waiting import eventually

SOON, NEVER = 0.01, 600.0
FULL = (None, "function")


class Room:
    """Room for one execution, as MiniStack counts."""

    def __init__(self) -> None:
        self.free, self.tries = True, 0

    def acquire(self, function: Any, config: Any) -> tuple[str | None, str | None]:
        self.tries += 1
        if not self.free:
            return FULL
        self.free = False
        return "slot", None

    def release(self, slot: str) -> None:
        self.free = True


def started(slots: Slots, name: str) -> tuple[threading.Thread, list[tuple[str | None, str | None]]]:
    """A thread of this name that takes a slot, and what it got."""
    got: list[tuple[str | None, str | None]] = []
    thread = threading.Thread(target=lambda: got.append(slots.acquire({}, {})), name=name)
    thread.start()
    return thread, got


@pytest.mark.parametrize(
    ("name", "call", "event"), [*((name, SOON, NEVER) for name in sorted(CALLED)), ("a queue's", NEVER, SOON)]
)
def test_over_the_limit_it_is_throttled_after_the_patience_of_its_kind(name: str, call: float, event: float) -> None:
    room = Room()
    slots = Slots(room.acquire, room.release, call, event)
    slots.acquire({}, {})

    thread, got = started(slots, name)

    thread.join()
    assert got == [FULL]


def test_who_waits_gets_the_slot_that_is_released() -> None:
    room = Room()
    slots = Slots(room.acquire, room.release, NEVER, NEVER)
    slot, _ = slots.acquire({}, {})
    thread, got = started(slots, "a call")
    eventually(lambda: room.tries == 2)

    slots.release(str(slot))

    thread.join()
    assert got == [("slot", None)]


@pytest.mark.parametrize(("own", "limit"), [(None, 4), (9, 4), (1, 1), (0, 0)])
def test_a_functions_own_lower_limit_counts(own: int | None, limit: int) -> None:
    assert limited(lambda function, config: own, 4)({}, {}) == limit


def test_an_api_answers_a_throttled_call_by_its_own_gateway_response() -> None:
    shape = raising(lambda result: (result["body"], None))

    async def invoke(result: dict[str, Any]) -> Any:
        return shape(result)

    call = answering(invoke, lambda kind, message: kind)

    assert asyncio.run(call({"body": "an order"})) == ("an order", None)
    assert asyncio.run(call({"throttle": True, "error": True, "body": {}})) == "INTEGRATION_FAILURE"
    with pytest.raises(Throttled):
        shape({"throttle": True})
