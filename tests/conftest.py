"""The local cloud that all tests share: started by the first test that needs it, erased after the last one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import recording, rights, sampling, scheduling
from tests.cloud import Cloud, bring_up, souk, standing

# The folder of the session's cloud. The main process creates it; workers and the tests of a released SDK inherit it. It
# is outside pytest's folders, which later sessions delete.
HOME = "SOUK_TESTS_HOME"
# An existing environment for the tests marked `anywhere`; and whether it is on AWS.
NAMED, ON_AWS = "SOUK_TESTS_ENV", "SOUK_TESTS_AWS"
CREATED_HOME = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test` passes `--sample`, `make test-all` passes `--record`."""
    parser.addoption("--sample", action="store_true", help="of the tests marked `sampled` a third, by the commit")
    parser.addoption("--record", action="store_true", help="write the result into docs/testing.md")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests that this commit doesn't run, and begin with the longest."""
    if config.getoption("--sample"):
        out = sampling.left_out(items, sampling.commit())
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
    items[:] = scheduling.in_order(items)


def pytest_configure(config: pytest.Config) -> None:
    """Create the folder, and keep the order of the groups: pytest-xdist would begin with those of most tests."""
    config.option.loadscopereorder = False
    if HOME not in os.environ:
        config.stash[CREATED_HOME] = os.environ[HOME] = tempfile.mkdtemp(prefix="souk-tests-")
    if hasattr(config, "workerinput"):
        return
    if config.getoption("--record"):
        config.pluginmanager.register(recording.Recorder())
    if config.getoption("--record") or config.getoption("--sample"):
        config.pluginmanager.register(rights.Unused(Path(os.environ[HOME])))


@pytest.fixture(scope="session")
def cloud() -> Cloud:
    """The environment `test`, up and seeded; or the named one."""
    if NAMED in os.environ:
        return standing(os.environ[NAMED], on_aws=ON_AWS in os.environ)
    return bring_up(Path(os.environ[HOME]))


@pytest.fixture(scope="session")
def second_cloud(cloud: Cloud) -> Cloud:
    """Another environment in the same local cloud."""
    return bring_up(cloud.home, "two")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Erase the local cloud, in the process that created its folder."""
    if CREATED_HOME not in config.stash:
        return
    home = Path(config.stash[CREATED_HOME])
    if any(home.iterdir()):
        souk(home, "down", "--erase")
    shutil.rmtree(home, ignore_errors=True)
