"""A batch of the notifications queue: what can't be read is put aside, and nobody waits for it."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.messaging.consumer import Consumer
from notifications.reactions import REACTIONS
from tests.lambdas import PLENTY, Parked, sqs_batch
from tests.notifications.conftest import Post
from tests.notifications.facts import placed, registered, shipped


def record(body: str, group: str) -> dict[str, Any]:
    message = sqs_batch(body)["Records"][0]
    return {
        **message,
        "messageId": f"{group}/{hash(body)}",
        "attributes": {**message["attributes"], "MessageGroupId": group},
    }


def handled(post: Post, parked: Parked, *records: dict[str, Any]) -> list[str]:
    """Hand a batch over; answers the groups of what must come again."""
    consumer = Consumer(REACTIONS, parked, post.by_type)
    failures = consumer.sqs({"Records": list(records)}, PLENTY)["batchItemFailures"]
    return [failure["itemIdentifier"].partition("/")[0] for failure in failures]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[]",
        "7",
        '{"name": "orders.OrderVanished", "version": 1}',
        '{"name": "orders.OrderPlaced", "version": 2}',
        '{"name": "orders.OrderPlaced", "version": 1}',
        placed().model_copy(update={"id": "e1"}).wire(),
    ],
)
def test_what_can_not_be_read_is_parked_and_its_neighbours_are_told(memory: Post, body: str) -> None:
    parked = Parked()
    before, after = record(placed("order-1").wire(), "order-1"), record(placed("order-2").wire(), "order-2")

    again = handled(memory, parked, before, record(body, "poison"), after)

    assert again == []
    assert parked.bodies == [body]
    assert memory.mark_mailed() == ["welcome", "order-placed", "order-placed"]


def test_the_same_message_delivered_twice_is_told_once(memory: Post) -> None:
    message = record(placed().wire(), "order-1")

    assert handled(memory, Parked(), message, message) == []

    assert memory.mark_mailed() == ["welcome", "order-placed"]


def test_what_follows_a_failure_waits_for_it_and_others_do_not(memory: Post) -> None:
    stranger = placed("order-1").model_copy(update={"customer_id": "carol"})
    later = shipped("order-1").model_copy(update={"customer_id": "carol"})

    again = handled(
        memory,
        parked := Parked(),
        record(stranger.wire(), "order-1"),
        record(later.wire(), "order-1"),
        record(placed("order-2").wire(), "order-2"),
    )

    assert again == ["order-1", "order-1"]
    assert parked.bodies == []
    assert memory.mark_mailed() == ["welcome", "order-placed"]

    memory.hear(registered("carol", "carol@souk.example"))
    assert handled(memory, parked, record(stranger.wire(), "order-1"), record(later.wire(), "order-1")) == []
    assert memory.mark_mailed("carol") == ["welcome", "order-placed", "order-shipped"]
