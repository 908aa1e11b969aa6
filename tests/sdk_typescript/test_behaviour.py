"""The TypeScript SDK's own tests, under Node: one file of them at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sdk_typescript.node import SDK, node

pytestmark = pytest.mark.slow
FILES = sorted((SDK / "test").glob("*.test.ts"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.ts"))
def test_the_typescript_sdk_keeps_its_promises(file: Path):
    result = node("--test", "--test-reporter=tap", file)

    counts = dict(re.findall(r"^# (\w+) (\d+)$", result.stdout, re.MULTILINE))
    assert result.returncode == 0, result.stdout + result.stderr
    assert counts["pass"] == counts["tests"] != "0", result.stdout
