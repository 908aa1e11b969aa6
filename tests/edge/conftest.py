"""A local cloud with distributions and an edge in front of it, for the tests of this folder that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.edge.deployment import Deployment, deploy


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """A stack with distributions, in a local cloud of its own with an edge."""
    with deploy(tmp_path_factory.mktemp("home")) as deployment:
        yield deployment
