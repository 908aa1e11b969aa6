"""Time that passes only when somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable

from ..retries import Clock


class FakeClock(Clock):
    """A clock on which every pause ends at once. `pauses` lists them, in seconds."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._now = 0.0
        self._scheduled: list[tuple[float, Callable[[], object]]] = []

    def now(self) -> float:
        """Seconds since the clock was made."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Advance the time.

        Args:
            seconds: How far.
        """
        self.pauses.append(seconds)
        self._now += seconds
        due = [callback for at, callback in self._scheduled if at <= self._now]
        self._scheduled = [(at, callback) for at, callback in self._scheduled if at > self._now]
        for callback in due:
            callback()

    async def pause(self, seconds: float) -> None:
        """Advance the time.

        Args:
            seconds: How far.
        """
        self.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        """Schedule what happens while the program waits: an order that ships during `wait_until`, say.

        Args:
            seconds: The delay, from now on this clock.
            callback: Called without arguments, in the thread that waits.
        """
        self._scheduled.append((self._now + seconds, callback))
