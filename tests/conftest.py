"""What all tests share: the local cloud, started when the first test asks for it and gone when the last one ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cloud import Cloud, bring_up, souk


def _home(factory: pytest.TempPathFactory) -> Path:
    """One folder a session: the workers of pytest-xdist have theirs inside it."""
    base = factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "souk"


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Cloud:
    """The environment `test`, up and seeded."""
    return bring_up(_home(tmp_path_factory))


@pytest.fixture(scope="session")
def second_cloud(tmp_path_factory: pytest.TempPathFactory, cloud: Cloud) -> Cloud:
    """Another environment in the same local cloud."""
    return bring_up(cloud.home, "two")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stop the local cloud and forget its data; workers leave that to the main process."""
    factory: pytest.TempPathFactory | None = getattr(session.config, "_tmp_path_factory", None)
    if factory is None or hasattr(session.config, "workerinput"):
        return
    home = _home(factory)
    if home.exists():
        souk(home, "down", "--erase")
