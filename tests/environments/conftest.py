"""Environments side by side: three of them, or as many as SOUK_TEST_ENVIRONMENTS says."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cloud import Cloud, alone, clone, souk
from tests.environments.intruder import Intruder, roles_of

COUNT = int(os.environ.get("SOUK_TEST_ENVIRONMENTS", "3"))


@pytest.fixture(scope="session")
def many(cloud: Cloud, second_cloud: Cloud):
    """All of them in one local cloud. Their names begin alike, where names could be mixed up."""
    names = ["t", *(f"t-{number}" for number in range(3, COUNT))]
    clones = [clone(cloud, name) for name in names[: COUNT - 2]]
    yield [cloud, second_cloud, *clones]
    with alone(cloud.home):
        for one in clones:
            souk(cloud.home, "env", "rm", one.outputs.env)


@pytest.fixture(scope="session")
def intruders(many: list[Cloud]) -> list[Intruder]:
    """Of each environment, somebody with all its keys and tokens."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda one: Intruder(one, roles_of(one), one.customer(), one.staff()), many))
