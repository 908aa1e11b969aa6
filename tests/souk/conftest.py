"""A local cloud of a test's own, with nothing deployed in it."""

import pytest

from souk.base.paths import Places, find_places
from souk.local import cloud, ports


@pytest.fixture
def places(tmp_path):
    return Places(root=find_places({}).root, home=tmp_path)


@pytest.fixture
def local(places):
    yield cloud.start(places, ports.free())
    running = cloud.running(places)
    if running is not None:
        cloud.stop(places, running)
