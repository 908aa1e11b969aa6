"""The scenario of a service's contract tests, which `tests/<service>/world.py` defines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# The ids in the contracts' examples.
CUSTOMER = "6f0c1f7e-3b1d-4c58-9d0a-2f5c1b7e9a44"
THING = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
World = dict[Any, object]


@dataclass(frozen=True)
class Scenario:
    """The adapters behind a service's APIs, and the kinds of callers to test."""

    world: Callable[[], World]
    callers: Sequence[str]
