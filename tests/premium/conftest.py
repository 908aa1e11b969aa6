"""The premium API, with everything behind it in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chassis.web.app import create_app
from premium import ports
from premium.store import DynamoMemberships
from premium.v1.router import API
from tests.gateway import Client
from tests.premium.fakes import MemoryMemberships
from tests.tables import own_table

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@pytest.fixture(scope="session")
def anybody() -> Client:
    return Client(create_app(API, WORLD))


@pytest.fixture
def memberships() -> MemoryMemberships:
    return MemoryMemberships()


@pytest.fixture
def api(anybody: Client, memberships: MemoryMemberships) -> Client:
    """The API, called by nobody in particular."""
    WORLD[ports.Memberships] = memberships
    return anybody


@pytest.fixture
def alice(api: Client) -> Client:
    return api.as_customer("alice")


@pytest.fixture
def staff(api: Client) -> Client:
    return api.as_staff()


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def everybody(request: pytest.FixtureRequest) -> Iterator[ports.Memberships]:
    """No memberships yet, once with the fake and once with the store."""
    if request.param == "memory":
        yield MemoryMemberships()
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield DynamoMemberships(table)
