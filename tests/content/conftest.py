"""The content API, with everything behind it in memory."""

from __future__ import annotations

import pytest

from chassis.web.app import create_app
from content.ports.catalogue import Catalogue
from content.ports.opening import Opening
from content.v1.router import API
from tests.content.fakes import MemoryCatalogue, piece
from tests.content.fakes_opening import opening
from tests.gateway import Client

# One app for the whole session, because putting it together takes longer than the tests; its world changes.
WORLD: dict[type, object] = {}


@pytest.fixture(scope="session")
def anybody() -> Client:
    return Client(create_app(API, WORLD))


@pytest.fixture
def api(anybody: Client) -> Client:
    """The API with one course, called by nobody in particular."""
    WORLD[Catalogue] = catalogue = MemoryCatalogue(piece())
    WORLD[Opening] = opening(catalogue)
    return anybody


@pytest.fixture
def staff(api: Client) -> Client:
    return api.as_staff()
