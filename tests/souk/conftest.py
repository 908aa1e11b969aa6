"""A local cloud of a test's own, with nothing deployed in it."""

import pytest

from souk.base.paths import Paths, find_paths
from souk.local import cloud, ports


@pytest.fixture
def paths(tmp_path):
    return Paths(root=find_paths({}).root, home=tmp_path)


@pytest.fixture
def local(paths):
    yield cloud.start(paths, ports.free())
    running = cloud.running(paths)
    if running is not None:
        cloud.stop(paths, running)
