"""The reactions of stall to other services' events."""

from __future__ import annotations

import json

from tests.stall.fakes import MemoryWidgets

from chassis.messaging.consumer import Consumer
from stall.domain import Widget
from stall.ports import Widgets
from stall.reactions import REACTIONS
from tests.lambdas import PLENTY, Parked, sqs_batch

ERASED = {
    "id": "01M86D80GJCJQMKY5HDTGP3BAT",
    "name": "users.UserErased",
    "version": 1,
    "at": "2026-01-01T12:00:00Z",
    "aggregate_id": "alice",
    "sequence": 2,
    "trace": "",
}


def test_of_a_person_who_left_nothing_is_kept_however_often_it_is_told() -> None:
    widgets, parked = (
        MemoryWidgets(Widget("alice", "Hers"), Widget("alice", "Hers, too"), Widget("bob", "His")),
        Parked(),
    )
    consumer = Consumer(REACTIONS, parked, {Widgets: widgets})

    for _ in range(2):
        assert consumer.sqs(sqs_batch(json.dumps(ERASED)), PLENTY) == {"batchItemFailures": []}

    assert widgets.list_by_owner("alice", 10, None).items == []
    assert [widget.name for widget in widgets.list_by_owner("bob", 10, None).items] == ["His"]
    assert parked.letters == []


def test_an_event_that_can_not_be_read_is_parked() -> None:
    parked = Parked()
    body = '{"name": "users.UserErased", "version": 1}'

    consumer = Consumer(REACTIONS, parked, {Widgets: MemoryWidgets()})
    assert consumer.sqs(sqs_batch(body), PLENTY) == {"batchItemFailures": []}

    assert parked.bodies == [body]
