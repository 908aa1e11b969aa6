"""Polling for asynchronous effects."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(poll: Callable[[], T], seconds: float = 600, pause: float = 0.1) -> T:
    """The first true result of `poll`; fails with the last one after the timeout."""
    deadline = time.monotonic() + seconds
    while not (result := poll()):
        assert time.monotonic() < deadline, f"still {result!r} after {seconds} s"
        time.sleep(pause)
    return result
