"""What is left in the table of somebody who was erased."""

from __future__ import annotations

import json

import pytest

from chassis.identity import Identity, Once
from tests.cloud import Cloud
from tests.tables import own_table
from tests.users.fakes import MemoryAccounts
from users.actions import add_address, erase, save_profile
from users.domain import Address
from users.store import DynamoUsers

pytestmark = pytest.mark.cloud
ALICE = Identity("alice", "alice")


def test_nothing_personal_is_left_of_somebody_who_was_erased(cloud: Cloud) -> None:
    dynamodb, accounts = cloud.client("dynamodb"), MemoryAccounts(alice="personal@souk.example")
    with own_table(dynamodb) as table:
        name = table._name
        users = DynamoUsers(table)
        for called in ("Personal A.", "Personal B."):
            save_profile(ALICE, called, users, accounts)
        add_address("alice", Address("Personal", "Personal 1", "111 22", "Personal", "SE"), Once("key", "body"), users)
        for row in table.pending_of("USER#alice"):
            table.published(row)

        erase(ALICE, users, accounts)

        rows = dynamodb.scan(TableName=name)["Items"]
        assert "ersonal" not in json.dumps(rows)
        assert [json.loads(row["event"])["name"] for row in table.pending_of("USER#alice")] == ["users.UserErased"]
