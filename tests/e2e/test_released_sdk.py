"""Clients are not updated when the server is: the SDK of each release passes the tests it was released with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cloud import Cloud

pytestmark = pytest.mark.cloud
ROOT = Path(__file__).resolve().parents[2]
RELEASES = sorted((ROOT / "tests/released").glob("*/*.whl"))


@pytest.mark.parametrize("wheel", RELEASES, ids=lambda wheel: wheel.parent.name)
def test_the_sdk_of_a_release_works_with_todays_server(cloud: Cloud, wheel: Path) -> None:
    tests = wheel.parent / "test_sdk.py"

    assert origin(wheel).startswith(f"{wheel}{os.sep}"), "another SDK would be tested"
    done = with_sdk(wheel, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests))

    assert done.returncode == 0, done.stdout + done.stderr


def origin(wheel: Path) -> str:
    """The file that a program with this wheel on its path gets the SDK from."""
    return with_sdk(wheel, "-c", "import souk_sdk; print(souk_sdk.__file__)").stdout


def with_sdk(wheel: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the wheel in place of today's SDK, against the same running environment."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**environ, "PYTHONPATH": str(wheel)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
