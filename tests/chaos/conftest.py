"""The environment with faults: one for all tests here, which therefore run one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos import system
from tests.chaos.system import System
from tests.conftest import HOME


@pytest.fixture(scope="session")
def chaos() -> Iterator[System]:
    """Up, warm, and idle."""
    chaos = system.start(Path(os.environ[HOME]) / "chaos")
    yield chaos
    system.stop(chaos)
