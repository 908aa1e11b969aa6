"""What a service's world in memory is made of; its `tests/<service>/world.py` makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# Whom and what the examples of the contracts name.
CUSTOMER = "6f0c1f7e-3b1d-4c58-9d0a-2f5c1b7e9a44"
THING = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
World = dict[Any, object]


@dataclass(frozen=True)
class Setting:
    """What is behind a service's APIs, and who may have something to ask."""

    world: Callable[[], World]
    callers: Sequence[str]
