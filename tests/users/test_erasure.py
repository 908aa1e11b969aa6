"""The rows that remain of an erased customer."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from chassis.core.identity import IdempotencyKey, Identity
from chassis.messaging.bus import OutboxEvent, PublishResult
from chassis.messaging.outbox_relay import Relay
from tests.cloud import Cloud
from tests.tables import own_table
from tests.users.fakes import MemoryAccounts
from users.actions import add_address, erase, save_profile
from users.domain import Address
from users.store import DynamoUsers

pytestmark = pytest.mark.cloud
ALICE = Identity("alice", "alice")
ALL = [("USER#alice", sequence) for sequence in range(1, 10)]


class Bus:
    """Takes everything."""

    def publish(self, events: Sequence[OutboxEvent]) -> PublishResult:
        return PublishResult({event.id for event in events})


@pytest.mark.parametrize("published", [True, False], ids=["after it was published", "before it is published"])
def test_nothing_personal_is_left_of_somebody_who_was_erased(cloud: Cloud, published: bool) -> None:
    dynamodb, accounts = cloud.client("dynamodb"), MemoryAccounts(alice="personal@souk.example")
    with own_table(cloud) as table:
        users = DynamoUsers(table)
        for called in ("Personal A.", "Personal B."):
            save_profile(ALICE, called, users, accounts)
        add_address(
            "alice", Address("Personal", "Personal 1", "111 22", "Personal", "SE"), IdempotencyKey("key", "body"), users
        )
        if published:
            Relay(table.outbox, Bus()).publish(ALL)

        erase(ALICE, users, accounts)

        assert json.loads([*table.outbox.pending_events("USER#alice")][-1]["event"])["name"] == "users.UserErased"
        Relay(table.outbox, Bus()).publish(ALL)
        assert list(table.outbox.pending_events("USER#alice")) == []
        assert "ersonal" not in json.dumps(dynamodb.scan(TableName=table._name)["Items"])
