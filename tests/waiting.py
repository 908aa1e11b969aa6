"""Polling for asynchronous effects."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 600.0
"""Seconds, for any wait that a busy machine may prolong: a test that passes doesn't wait for its end."""


def eventually(poll: Callable[[], T], seconds: float = PATIENCE, pause: float = 0.1) -> T:
    """The first true result of `poll`; fails with the last one after the timeout."""
    deadline = time.monotonic() + seconds
    while not (result := poll()):
        assert time.monotonic() < deadline, f"still {result!r} after {seconds} s"
        time.sleep(pause)
    return result
