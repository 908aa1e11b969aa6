"""Waiting for what happens elsewhere, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(look: Callable[[], T], seconds: float = 600, pause: float = 0.1) -> T:
    """What `look` answers as soon as it answers something true; the last answer fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"still {found!r} after {seconds} s"
        time.sleep(pause)
    return found
