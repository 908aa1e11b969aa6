"""Slots for the executions of a function, with a queue for them. Runs inside MiniStack's own Python.

A call over a function's limit waits a moment, because a laptop's limit is low. Then it is throttled. Asynchronous
events wait longer.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

Acquire = Callable[[Any, Any], tuple[str | None, str | None]]

CALLED = {"ministack-apigw-invoke", "ministack-lambda-invoke"}
"""MiniStack's threads for synchronous invocations."""
CALL_SECONDS = 2.0
EVENT_SECONDS = 60.0


class Slots:
    """MiniStack's execution slots, with a queue for them."""

    def __init__(self, acquire: Acquire, release: Callable[[str], None], call: float, event: float) -> None:
        self._acquire, self._release, self._released = acquire, release, threading.Condition()
        self._call, self._event = call, event

    def acquire(self, function: Any, config: Any) -> tuple[str | None, str | None]:
        """Take a slot as soon as one is free; (None, the limit) after a timeout."""
        seconds = self._call if threading.current_thread().name in CALLED else self._event
        deadline = time.monotonic() + seconds
        with self._released:
            while True:
                slot, limit = self._acquire(function, config)
                left = deadline - time.monotonic()
                if slot is not None or left <= 0:
                    return slot, limit
                self._released.wait(left)

    def release(self, slot: str) -> None:
        """Return a slot, and wake those that wait."""
        self._release(slot)
        with self._released:
            self._released.notify_all()
