"""`pytest --sample` runs a third of the slowest tests; the commit selects it, so that each test has its turn."""

from __future__ import annotations

import hashlib
import math
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MARK = "sampled"
OF = 3


def commit() -> str:
    """The current commit; without git, always the same text."""
    result = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return result.stdout.strip()


def share(kind: list[str], seed: str) -> set[str]:
    """A third of the tests of one kind, rounded up."""
    shuffled = sorted(kind, key=lambda test: hashlib.sha256(f"{seed} {test}".encode()).digest())
    return {*shuffled[: math.ceil(len(kind) / OF)]}


def left_out(items: list[pytest.Item], seed: str) -> list[pytest.Item]:
    """The tests to deselect: two thirds of each kind that is marked `sampled`."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if mark := item.get_closest_marker(MARK):
            kinds[mark.args[0]].append(item.nodeid)
    selected = {test for kind in kinds.values() for test in share(kind, seed)}
    return [item for item in items if item.get_closest_marker(MARK) and item.nodeid not in selected]
