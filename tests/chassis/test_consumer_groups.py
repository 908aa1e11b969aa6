"""The groups of a batch are handled side by side; within a group, order holds."""

from __future__ import annotations

import logging
import time
from threading import Barrier, Lock

import pytest

from chassis.core.errors import Unavailable
from chassis.messaging.consumer import THREADS, Consumer
from chassis.runtime import deadline, logs
from tests.chassis.test_consumer import Baked, Kitchen, baked, failures, on_baked
from tests.chassis.test_deadline import Until
from tests.lambdas import PLENTY, Parked, sqs_batch
from tests.waiting import PATIENCE


class Slow(Kitchen):
    """A kitchen where each loaf takes a moment; `at_once` is the most that were in the oven together."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once = self._now = 0
        self._lock = Lock()

    def hear(self, event: Baked) -> None:
        with self._lock:
            self._now += 1
            self.at_once = max(self.at_once, self._now)
        time.sleep(0.02)
        with self._lock:
            self._now -= 1
        super().hear(event)


class Together(Kitchen):
    """A kitchen that waits until two loaves are there."""

    def __init__(self) -> None:
        super().__init__()
        self._both = Barrier(2, timeout=PATIENCE)

    def hear(self, event: Baked) -> None:
        self._both.wait()
        super().hear(event)


class Strict(Kitchen):
    """A kitchen that needs three seconds."""

    def hear(self, event: Baked) -> None:
        deadline.check(3)
        super().hear(event)


class Chatty(Kitchen):
    """A kitchen that logs."""

    def hear(self, event: Baked) -> None:
        logging.getLogger("kitchen").warning(event.loaf, extra={"bound": dict(logs._bound.get() or {})})


def consumer(kitchen: Kitchen) -> Consumer:
    return Consumer({Baked: on_baked}, Parked(), {Kitchen: kitchen})


def test_two_groups_are_handled_at_the_same_time() -> None:
    kitchen = Together()

    answer = consumer(kitchen).sqs(sqs_batch(baked("rye"), baked("wheat")), PLENTY)

    assert failures(answer) == []
    assert sorted(kitchen.heard) == ["rye", "wheat"]


def test_a_batch_without_messages_as_it_warms_a_function_fails_nothing() -> None:
    assert consumer(Kitchen()).sqs({"Records": []}, PLENTY) == {"batchItemFailures": []}


def test_the_messages_of_a_group_are_handled_one_after_the_other_in_order() -> None:
    kitchen = Slow()
    loaves = [f"{number}" for number in range(10)]

    consumer(kitchen).sqs(sqs_batch(*map(baked, loaves), groups="r" * 10), PLENTY)

    assert (kitchen.heard, kitchen.at_once) == (loaves, 1)


def test_however_many_groups_a_batch_has_only_some_are_handled_at_once() -> None:
    kitchen = Slow()

    consumer(kitchen).sqs(sqs_batch(*[baked(f"{number}") for number in range(10)]), PLENTY)

    assert len(kitchen.heard) == 10
    assert 1 < kitchen.at_once <= THREADS


def test_the_failures_of_one_group_are_reported_in_order_and_hold_up_no_other() -> None:
    kitchen = Kitchen(rye=Unavailable(), oat=Unavailable())
    batch = sqs_batch(baked("oat"), baked("rye"), baked("wheat"), baked("rye roll"), groups="orwr")

    answer = consumer(kitchen).sqs(batch, PLENTY)

    assert failures(answer) == ["m1", "m2", "m4"]
    assert "wheat" in kitchen.heard


def test_every_group_obeys_the_deadline_of_the_invocation() -> None:
    kitchen = Strict()

    with deadline.of(Until(seconds=2)):
        answer = consumer(kitchen).sqs(sqs_batch(baked("rye"), baked("wheat")), PLENTY)

    assert failures(answer) == ["m1", "m2"]
    assert kitchen.heard == []


def test_every_group_logs_with_the_ids_of_its_own_event(caplog: pytest.LogCaptureFixture) -> None:
    with logs.bound(request_id="r"):
        consumer(Chatty()).sqs(sqs_batch(*[baked(f"{number}") for number in range(4)]), PLENTY)

    lines = {line.message: line.bound for line in caplog.records if line.name == "kitchen"}  # type: ignore[attr-defined]
    assert {ids["request_id"] for ids in lines.values()} == {"r"}
    assert len({ids["event_id"] for ids in lines.values()}) == 4
