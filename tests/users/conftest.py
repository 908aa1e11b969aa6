"""The users API, with everything behind it in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis.web.app import create_app
from tests.gateway import Client
from tests.tables import own_table
from tests.users.fakes import MemoryAccounts, MemoryUsers
from users import ports
from users.domain import User
from users.store import DynamoUsers
from users.v1.router import API

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@pytest.fixture(scope="session")
def anybody() -> Client:
    return Client(create_app(API, WORLD))


@pytest.fixture
def users() -> MemoryUsers:
    return MemoryUsers(User("alice", "Alice", "alice@souk.example"), User("bob", "Bob", "bob@souk.example"))


@pytest.fixture
def accounts() -> MemoryAccounts:
    return MemoryAccounts(alice="alice@souk.example", bob="bob@souk.example", carol="carol@souk.example")


@pytest.fixture
def api(anybody: Client, users: MemoryUsers, accounts: MemoryAccounts) -> Client:
    """The API, called by nobody in particular."""
    WORLD.update({ports.Users: users, ports.Accounts: accounts})
    return anybody


@pytest.fixture
def alice(api: Client) -> Client:
    return api.as_customer("alice")


@pytest.fixture
def carol(api: Client) -> Client:
    """Somebody who can sign in, but is no customer yet."""
    return api.as_customer("carol")


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def everybody(request: pytest.FixtureRequest) -> Iterator[ports.Users]:
    """No customers yet, once with the fake and once with the store."""
    if request.param == "memory":
        yield MemoryUsers()
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield DynamoUsers(table)
