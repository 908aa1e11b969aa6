"""The website API, with everything behind it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.web.app import create_app
from tests.gateway import Client
from tests.tables import own_table
from tests.website.fake_pictures import MemoryOriginals, MemoryPictures, MemoryShelf
from tests.website.fakes import FixedKeys, GatewayCallers, MemoryLetters, MemorySubscribers
from tests.website.fakes_catalogue import MemoryRefreshes
from tests.website.picture_steps import Steps
from tests.website.shop_server import built_site
from website.domain.newsletter import Limits
from website.ports.catalogue import Refreshes
from website.ports.newsletter import Callers, Keys, Letters, Subscribers
from website.ports.pictures import Originals, Pictures, Shelf
from website.store.newsletter import DynamoLetters, DynamoSubscribers
from website.store.pictures import DynamoPictures
from website.v1.router import API

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as it is published; its tests are in one group, so that it is built once."""
    return built_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def anybody() -> Client:
    return Client(create_app(API, WORLD))


@pytest.fixture
def subscribers() -> MemorySubscribers:
    return MemorySubscribers()


@pytest.fixture
def keys() -> FixedKeys:
    return FixedKeys()


@pytest.fixture
def api(anybody: Client, subscribers: MemorySubscribers, keys: FixedKeys) -> Client:
    """The API, called by nobody in particular."""
    WORLD.update({Subscribers: subscribers, Keys: keys, Callers: GatewayCallers(), Limits: Limits(3, 5)})
    return anybody


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def everybody(request: pytest.FixtureRequest) -> Iterator[Subscribers]:
    """No subscribers yet, once with the fake and once with the store."""
    if request.param == "memory":
        yield MemorySubscribers()
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield DynamoSubscribers(table, "us-east-1")


@pytest.fixture
def pictures() -> MemoryPictures:
    return MemoryPictures()


@pytest.fixture
def originals() -> MemoryOriginals:
    return MemoryOriginals()


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf()


@pytest.fixture
def staff(api: Client, pictures: MemoryPictures, originals: MemoryOriginals, shelf: MemoryShelf) -> Client:
    """The API, called by staff."""
    WORLD.update({Pictures: pictures, Originals: originals, Shelf: shelf, Refreshes: MemoryRefreshes()})
    return api.as_staff()


@pytest.fixture
def steps(pictures: MemoryPictures, originals: MemoryOriginals, shelf: MemoryShelf) -> Steps:
    return Steps(pictures, originals, shelf)


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def all_pictures(request: pytest.FixtureRequest) -> Iterator[Pictures]:
    """No uploads yet, once with the fake and once with the store."""
    if request.param == "memory":
        yield MemoryPictures()
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield DynamoPictures(table)


@pytest.fixture(params=["memory", pytest.param("cloud", marks=pytest.mark.cloud)])
def letters(request: pytest.FixtureRequest) -> Iterator[Letters]:
    """No mails yet, once with the fake and once with the store."""
    if request.param == "memory":
        yield MemoryLetters()
        return
    with own_table(request.getfixturevalue("cloud")) as table:
        yield DynamoLetters(table)
