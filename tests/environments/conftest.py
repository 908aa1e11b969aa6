"""Environments in one local cloud: three, or SOUK_TEST_ENVIRONMENTS."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cloud import CORE_ONLY, Cloud, alone, clone, souk
from tests.environments.attacker import Attacker, roles_of

COUNT = int(os.environ.get("SOUK_TEST_ENVIRONMENTS", "3"))


@pytest.fixture(scope="session")
def many(cloud: Cloud, second_cloud: Cloud):
    """All environments. Their names have a common prefix, to find mixed-up names; the first two have applications."""
    names = ["t", *(f"t-{number}" for number in range(3, COUNT))]
    clones = [clone(cloud, name, *CORE_ONLY) for name in names[: COUNT - 2]]
    yield [cloud, second_cloud, *clones]
    with alone(cloud.home):
        for environment in clones:
            souk(cloud.home, "env", "rm", environment.outputs.env)


@pytest.fixture(scope="session")
def attackers(many: list[Cloud]) -> list[Attacker]:
    """An attacker for each environment."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda home: Attacker(home, roles_of(home), home.customer(), home.staff()), many))
