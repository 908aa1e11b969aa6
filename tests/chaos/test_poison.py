"""Of a hundred messages one is poison: the others are handled, and it is parked with its cause and trace."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from chassis.core.events import new_id
from chassis.persistence.transaction import inbox_key, serialize
from souk.dead_letters import queue
from tests.chaos.scale import MESSAGES
from tests.chaos.system import System
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]
TRACE = "1-5759e988-bd862e3fe1be46a994272793"


def placed(customer: str, order_id: str, **fields: Any) -> dict[str, Any]:
    """An order as the relay would publish it."""
    line = {"sku": "LAMP-1", "name": "Lamp", "quantity": 1, "price": {"amount": 100, "currency": "EUR"}}
    facts = {"id": new_id(), "name": "orders.OrderPlaced", "version": 1, "at": "2026-01-01T12:00:00Z"}
    facts |= {"aggregate_id": order_id, "sequence": 1, "trace": TRACE, "customer_id": customer}
    return {**facts, "lines": [line], "total": {"amount": 100, "currency": "EUR"}, **fields}


def send(chaos: System, bodies: list[tuple[str, str]]) -> None:
    """Send messages to the queue of notifications, each with its group."""
    for start in range(0, len(bodies), 10):
        entries = [
            {"Id": str(n), "MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": uuid4().hex}
            for n, (group, body) in enumerate(bodies[start : start + 10])
        ]
        chaos.cloud.aws.sqs.send_message_batch(QueueUrl=chaos.cloud.outputs.queues["notifications"], Entries=entries)


def test_good_messages_are_handled_and_poison_is_parked(chaos: System) -> None:
    customer = chaos.cloud.customer()
    customer.put("notifications", "/notifications/preferences", json={"mail": False}).raise_for_status()
    customer_id = customer.get("users", "/users/me").json()["id"]
    good, poison, bodies = [], [], []
    for number in range(MESSAGES):
        event = placed(customer_id, new_id())
        group = event["aggregate_id"]
        if number % 100 == 50:
            # Half of it is no JSON; the other half has a key that no table accepts.
            bad = "{" if number % 200 == 50 else json.dumps(placed("x" * 3000, group))
            poison.append(bad)
            bodies.append((group, bad))
        good.append(event["id"])
        bodies.append((group, json.dumps(event)))  # behind the poison, if there is one

    send(chaos, bodies)

    try:
        eventually(lambda: not missing(chaos, good), seconds=120 + MESSAGES / 5, pause=2)
        parked = eventually(lambda: _if_all(letters(chaos), len(poison)), pause=2)
        assert sorted(letter.body for letter in parked) == sorted(poison)
        for letter in parked:
            unread = letter.body == "{"
            assert letter.cause == "the body is not a JSON object" if unread else "ClientError in " in letter.cause
            assert letter.received >= (1 if unread else 4)
            assert unread or letter.trace == TRACE
    finally:
        queue.drop(chaos.cloud.environment, "notifications", ["*"])


def missing(chaos: System, ids: list[str]) -> list[str]:
    """The events that notifications has not handled."""
    table, left = chaos.cloud.outputs.tables["notifications"], []
    for start in range(0, len(ids), 100):
        batch = ids[start : start + 100]
        keys = [serialize(dict(zip(("pk", "sk"), inbox_key(cause), strict=True))) for cause in batch]
        rows = chaos.cloud.aws.dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}})["Responses"][table]
        handled = {row["pk"]["S"].removeprefix("INBOX#") for row in rows}
        left += [cause for cause in batch if cause not in handled]
    return left


def letters(chaos: System) -> list[Any]:
    """The dead letters of notifications."""
    return list(queue.list_letters(chaos.cloud.environment, ["notifications"]))


def _if_all(letters: list[Any], count: int) -> list[Any]:
    return letters if len(letters) == count else []
