"""`pytest --sample` runs a third of what takes longest: the commit decides which, so that every one comes round."""

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
    """What decides; without git it is always the same third."""
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip()


def share(kind: list[str], seed: str) -> set[str]:
    """A third of the tests of one kind, rounded up."""
    by_lot = sorted(kind, key=lambda test: hashlib.sha256(f"{seed} {test}".encode()).digest())
    return {*by_lot[: math.ceil(len(kind) / OF)]}


def left_out(items: list[pytest.Item], seed: str) -> list[pytest.Item]:
    """The tests of a run that are not in its third: of each kind that is marked `sampled` two of three."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if mark := item.get_closest_marker(MARK):
            kinds[mark.args[0]].append(item.nodeid)
    drawn = {test for kind in kinds.values() for test in share(kind, seed)}
    return [item for item in items if item.get_closest_marker(MARK) and item.nodeid not in drawn]
