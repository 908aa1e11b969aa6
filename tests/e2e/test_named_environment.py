"""The tests marked `anywhere` can be pointed at an environment that is up already, as is done for pull requests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from souk.base.paths import REGION
from souk.cloud.clients import LOCAL_KEY
from tests.cloud import Cloud

pytestmark = pytest.mark.cloud
ROOT = Path(__file__).resolve().parents[2]


def run(cloud: Cloud, env: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One of them, as the workflow runs them all: told the name, and where it is."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SOUK_TESTS_"))}
    one = "tests/e2e/test_order_journey.py::test_an_order_is_announced_once_with_its_trace"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "anywhere", one],
        env={**environ, "SOUK_HOME": str(cloud.home), "SOUK_TESTS_ENV": env, **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_an_environment_that_is_up_is_tested_and_stays_up(cloud: Cloud) -> None:
    done = run(cloud, cloud.outputs.env)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    assert cloud.anyone().get("orders", "/products").status_code == 200


def test_one_on_aws_is_tested_as_its_demo_people(cloud: Cloud, tmp_path: Path) -> None:
    # The local cloud stands in for AWS, and nothing is known on this machine but where that is.
    keys = {"AWS_ACCESS_KEY_ID": LOCAL_KEY, "AWS_SECRET_ACCESS_KEY": LOCAL_KEY, "AWS_DEFAULT_REGION": REGION}
    there = {"AWS_ENDPOINT_URL": str(cloud.outputs.endpoint_url), "SOUK_HOME": str(tmp_path), "SOUK_TESTS_AWS": "yes"}

    done = run(cloud, cloud.outputs.env, **keys, **there)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_one_that_is_not_there_fails_and_is_not_made(cloud: Cloud) -> None:
    done = run(cloud, "nowhere")

    assert done.returncode == 1
    assert "no environment `nowhere`" in done.stdout
