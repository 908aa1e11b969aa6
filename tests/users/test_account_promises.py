"""The port to the user pool behaves the same in the fake and in the pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from chassis.core.errors import NotFound
from tests.cloud import Cloud
from tests.tables import function_client
from tests.users.fakes import MemoryAccounts
from users.adapters import UserPool
from users.domain import Blocked
from users.ports import Accounts


@dataclass
class Account:
    """Somebody who can sign in."""

    pool: Accounts
    id: str


@pytest.fixture(
    params=[
        "memory",
        pytest.param(function_client, marks=pytest.mark.cloud, id="the functions' client"),
        pytest.param(Cloud.client, marks=pytest.mark.cloud, id="boto3"),
    ]
)
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    """A new account, in the fake, and in the pool through either client."""
    if request.param == "memory":
        yield Account(MemoryAccounts(somebody="somebody@souk.example"), "somebody")
        return
    cloud: Cloud = request.getfixturevalue("cloud")
    person = cloud.stranger().person
    user = cloud.aws.cognito.admin_get_user(UserPoolId=cloud.outputs.user_pool_id, Username=person.username)
    sub = next(each["Value"] for each in user["UserAttributes"] if each["Name"] == "sub")
    yield Account(UserPool(request.param(cloud, "cognito-idp"), cloud.outputs.user_pool_id), sub)


def test_a_new_account_is_open(account: Account) -> None:
    account.pool.ensure_open(account.id)

    assert "@" in account.pool.email(account.id)


def test_a_disabled_account_is_blocked_until_it_is_enabled(account: Account) -> None:
    for _ in range(2):
        account.pool.disable(account.id)

    with pytest.raises(Blocked):
        account.pool.ensure_open(account.id)
    with pytest.raises(Blocked):
        account.pool.email(account.id)

    for _ in range(2):
        account.pool.enable(account.id)
    account.pool.ensure_open(account.id)


def test_a_deleted_account_is_gone_and_nothing_brings_it_back(account: Account) -> None:
    account.pool.delete(account.id)

    for again in (account.pool.delete, account.pool.disable, account.pool.enable):
        again(account.id)
    with pytest.raises(NotFound):
        account.pool.ensure_open(account.id)
    with pytest.raises(NotFound):
        account.pool.ensure_open(str(uuid4()))
