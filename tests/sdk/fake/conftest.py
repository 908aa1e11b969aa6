"""The shop that a promise is put to: the fake, and the local cloud."""

from __future__ import annotations

import pytest

from souk_sdk import Souk
from tests.sdk.fake.worlds import CloudWorld, FakeWorld, World


@pytest.fixture(params=["fake", pytest.param("cloud", marks=pytest.mark.cloud)])
def world(request: pytest.FixtureRequest) -> World:
    return FakeWorld() if request.param == "fake" else CloudWorld(request.getfixturevalue("cloud"))


@pytest.fixture
def staff(world: World) -> Souk:
    return world.client(world.staff())


@pytest.fixture
def ada(world: World) -> Souk:
    """A customer."""
    return world.client(world.customer())
