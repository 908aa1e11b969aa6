"""Ports of reactions: by type, and complete before the first event."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.core.ports import Deferred, MissingPort, bind
from chassis.messaging.consumer import Consumer
from chassis.messaging.replay import Replay
from tests.chassis.test_consumer import Baked, Kitchen, baked, failures, on_baked
from tests.lambdas import PLENTY, Parked, sqs_batch


class Oven:
    """Another port."""

    def __init__(self) -> None:
        self.lit = False


def on_cold(event: Baked, oven: Oven, kitchen: Kitchen) -> None:
    oven.lit = True
    kitchen.hear(event)


def on_untyped(event: Baked, kitchen) -> None:  # type: ignore[no-untyped-def]
    kitchen.hear(event)


def test_a_reaction_gets_the_ports_that_it_names_in_its_own_order() -> None:
    kitchen, oven = Kitchen(), Oven()
    consumer = Consumer({Baked: on_cold}, Parked(), {Kitchen: kitchen, Oven: oven, str: "unused"})

    assert failures(consumer.sqs(sqs_batch(baked("rye")), PLENTY)) == []
    assert (kitchen.heard, oven.lit) == (["rye"], True)


def test_a_reaction_without_ports_needs_none() -> None:
    heard: list[str] = []

    bind(lambda event: heard.append(event), {})("rye")

    assert heard == ["rye"]


def test_a_missing_port_stops_the_cold_start_and_is_named_with_its_reaction() -> None:
    with pytest.raises(MissingPort, match=r"test_ports\.on_cold: no implementation for oven;"):
        Consumer({Baked: on_cold}, Parked(), {Kitchen: Kitchen()})
    with pytest.raises(MissingPort, match="kitchen"):
        Consumer({}, Parked(), {}, {(Baked, ValueError): on_baked})  # type: ignore[dict-item]
    with pytest.raises(MissingPort, match="oven, kitchen"):
        Replay({}, {Baked: on_cold}, {})


def test_a_port_without_a_type_is_missing() -> None:
    with pytest.raises(MissingPort, match="for kitchen; annotate it"):
        bind(on_untyped, {Kitchen: Kitchen()})


def test_an_implementation_that_few_need_is_built_by_the_first_who_does() -> None:
    built: list[Oven] = []
    oven: Any = Deferred(lambda: built.append(Oven()) or built[-1])

    assert built == []
    assert (oven.lit, oven.lit) == (False, False)
    assert len(built) == 1
