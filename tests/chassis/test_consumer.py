"""Consumers: failures stay small, and nothing is lost or done twice."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest

from chassis.core.errors import AlreadyHandled
from chassis.core.events import Event
from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import DeadLetter
from tests.ids import id_of
from tests.lambdas import PLENTY, Parked, kinesis_batch, sqs_batch


class Baked(Event):
    """A loaf is ready."""

    name: Literal["bakery.Baked"] = "bakery.Baked"
    version: Literal[1] = 1
    loaf: str


class Kitchen:
    """Remembers what it heard; `trouble` says what happens on hearing of a loaf."""

    def __init__(self, **trouble: Exception) -> None:
        self.heard: list[str] = []
        self.trouble = trouble

    def hear(self, event: Baked) -> None:
        self.heard.append(event.loaf)
        if event.loaf in self.trouble:
            raise self.trouble[event.loaf]


def on_baked(event: Baked, kitchen: Kitchen) -> None:
    kitchen.hear(event)


def baked(loaf: str, **others: Any) -> str:
    facts = {"id": id_of(loaf), "name": "bakery.Baked", "version": 1, "aggregate_id": loaf, "loaf": loaf}
    return json.dumps({**facts, "at": "2026-01-01T12:00:00Z", "sequence": 1, "trace": "", **others})


def consumer(kitchen: Kitchen, parked: Parked | None = None) -> Consumer:
    return Consumer({Baked: on_baked}, parked or Parked(), {Kitchen: kitchen})


def failures(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


POISON = {
    "no JSON": "{",
    "nothing": "",
    "no object": "[]",
    "a word": '"bakery.Baked"',
    "null": "null",
    "too deep": "[" * 100_000,
    "unknown": baked("rye", name="bakery.Burnt"),
    "unknown version": baked("rye", version=2),
    "no name": '{"loaf": "rye"}',
    "a field is missing": baked("rye").replace('"loaf"', '"leaf"'),
    "a wrong type": baked("rye", sequence="first"),
    "a zero byte": "\x00",
    "an id that is none of ours": baked("rye", id="e1"),
    "a time of nowhere": baked("rye", at="2026-01-01T12:00:00"),
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON)
def test_a_message_that_cannot_be_understood_is_parked_and_its_neighbours_are_handled(poison: str) -> None:
    kitchen, parked = Kitchen(), Parked()

    answer = consumer(kitchen, parked).sqs(sqs_batch(baked("rye"), poison, baked("wheat")), PLENTY)

    assert failures(answer) == []
    assert sorted(kitchen.heard) == ["rye", "wheat"]
    assert parked.bodies == [poison]


def test_a_parked_message_says_why_and_where_it_belongs() -> None:
    parked = Parked()

    consumer(Kitchen(), parked).sqs(sqs_batch(baked("rye", name="bakery.Burnt"), groups="r"), PLENTY)

    assert parked.letters == [
        DeadLetter(
            baked("rye", name="bakery.Burnt"),
            id="m1",
            group="r",
            cause="no reaction to 'bakery.Burnt.v1'",
            trace="Root=1-5759e988-bd862e3fe1be46a994272793",
            received=1,
        )
    ]


def test_a_parked_message_does_not_hold_up_its_own_group() -> None:
    kitchen = Kitchen()

    answer = consumer(kitchen).sqs(sqs_batch("{", baked("rye"), groups="rr"), PLENTY)

    assert failures(answer) == []
    assert kitchen.heard == ["rye"]


def test_while_a_message_cannot_be_parked_only_it_and_those_behind_it_come_again() -> None:
    kitchen, parked = Kitchen(), Parked()
    parked.full = True

    answer = consumer(kitchen, parked).sqs(sqs_batch("{", baked("rye"), baked("wheat"), groups="rrw"), PLENTY)

    assert failures(answer) == ["m1", "m2"]
    assert kitchen.heard == ["wheat"]


def test_what_fails_comes_again_and_holds_up_only_what_follows_in_its_group() -> None:
    kitchen = Kitchen(rye=OSError("the oven is cold"))
    batch = sqs_batch(baked("rye"), baked("wheat"), baked("rye roll"), baked("wheat roll"), groups="rwrw")

    answer = consumer(kitchen).sqs(batch, PLENTY)

    assert failures(answer) == ["m1", "m3"]
    assert sorted(kitchen.heard) == ["rye", "wheat", "wheat roll"]


def test_a_message_that_was_handled_before_is_done() -> None:
    kitchen = Kitchen(rye=AlreadyHandled(id_of("rye")))

    answer = consumer(kitchen).sqs(sqs_batch(baked("rye"), baked("rye roll"), groups="rr"), PLENTY)

    assert failures(answer) == []
    assert kitchen.heard == ["rye", "rye roll"]


def test_fields_that_are_added_later_disturb_nobody() -> None:
    kitchen = Kitchen()

    consumer(kitchen).sqs(sqs_batch(baked("rye", crust="hard", trace="1-5759e988-bd862e3fe1be46a994272793")), PLENTY)

    assert kitchen.heard == ["rye"]


def test_the_log_is_read_in_order() -> None:
    kitchen = Kitchen()

    consumer(kitchen).kinesis(kinesis_batch(baked("rye"), baked("wheat")), None)

    assert kitchen.heard == ["rye", "wheat"]


def test_at_the_first_failure_the_rest_of_the_log_waits() -> None:
    kitchen = Kitchen(wheat=OSError("the oven is cold"))

    with pytest.raises(RuntimeError):
        consumer(kitchen).kinesis(kinesis_batch(baked("rye"), baked("wheat"), baked("oat")), None)

    assert kitchen.heard == ["rye", "wheat"]


def test_what_the_log_tells_of_others_is_passed_over() -> None:
    kitchen, parked = Kitchen(), Parked()

    consumer(kitchen, parked).kinesis(kinesis_batch(baked("rye", name="bakery.Burnt"), baked("wheat")), None)

    assert kitchen.heard == ["wheat"]
    assert parked.bodies == []


@pytest.mark.parametrize("kind", ["no JSON", "no object", "too deep", "a field is missing"])
def test_what_cannot_be_read_in_the_log_is_parked(kind: str) -> None:
    kitchen, parked = Kitchen(), Parked()

    consumer(kitchen, parked).kinesis(kinesis_batch(POISON[kind], baked("wheat")), None)

    assert kitchen.heard == ["wheat"]
    assert parked.bodies == [POISON[kind]]
