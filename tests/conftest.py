"""What all tests share: the local cloud, started when the first test asks for it and gone when the last one ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import recording, rights, sampling
from tests.cloud import Cloud, bring_up, souk, standing

# Where the session's cloud keeps its state. The first process makes it; those it starts (workers of pytest-xdist, the
# tests of a released SDK) inherit it. Not below pytest's own folders: those are removed when a few newer sessions have
# begun.
HOME = "SOUK_TESTS_HOME"
# An environment that is up already, for the tests marked `anywhere`; and whether it is on AWS.
NAMED, ON_AWS = "SOUK_TESTS_ENV", "SOUK_TESTS_AWS"
MADE_HERE = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test` says `--sample`, and `make test-all` says `--record`."""
    parser.addoption("--sample", action="store_true", help="of the tests marked `sampled` a third, by the commit")
    parser.addoption("--record", action="store_true", help="write the result into docs/testing.md")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this commit doesn't run."""
    if config.getoption("--sample"):
        out = sampling.left_out(items, sampling.commit())
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def pytest_configure(config: pytest.Config) -> None:
    """Decide on the folder."""
    if HOME not in os.environ:
        config.stash[MADE_HERE] = os.environ[HOME] = tempfile.mkdtemp(prefix="souk-tests-")
    if hasattr(config, "workerinput"):
        return
    if config.getoption("--record"):
        config.pluginmanager.register(recording.Recorder())
    if config.getoption("--record") or config.getoption("--sample"):
        config.pluginmanager.register(rights.Unused(Path(os.environ[HOME])))


@pytest.fixture(scope="session")
def cloud() -> Cloud:
    """The environment `test`, up and seeded; or one that was named."""
    if NAMED in os.environ:
        return standing(os.environ[NAMED], on_aws=ON_AWS in os.environ)
    return bring_up(Path(os.environ[HOME]))


@pytest.fixture(scope="session")
def second_cloud(cloud: Cloud) -> Cloud:
    """Another environment in the same local cloud."""
    return bring_up(cloud.home, "two")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the local cloud and forget its data; who inherited it leaves that to who made it."""
    if MADE_HERE not in config.stash:
        return
    home = Path(config.stash[MADE_HERE])
    if any(home.iterdir()):
        souk(home, "down", "--erase")
    shutil.rmtree(home, ignore_errors=True)
