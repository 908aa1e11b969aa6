"""The stall API, with everything behind it in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.stall.fakes import MemoryWidgets

from chassis.web.app import create_app
from stall import ports
from stall.domain import Widget
from stall.store import DynamoWidgets
from stall.v1.router import API
from tests.gateway import Client
from tests.tables import own_table

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@pytest.fixture(scope="session")
def anybody() -> Client:
    return Client(create_app(API, WORLD))


@pytest.fixture
def widgets() -> MemoryWidgets:
    return MemoryWidgets(Widget("bob", "Bob's own"))


@pytest.fixture
def api(anybody: Client, widgets: MemoryWidgets) -> Client:
    """The API, called by nobody in particular."""
    WORLD[ports.Widgets] = widgets
    return anybody


@pytest.fixture
def alice(api: Client) -> Client:
    return api.as_customer("alice")


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def everything(request: pytest.FixtureRequest) -> Iterator[ports.Widgets]:
    """No widgets yet, once with the fake and once with the store."""
    if request.param == "memory":
        yield MemoryWidgets()
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield DynamoWidgets(table)
