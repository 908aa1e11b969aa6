"""Polling for an outcome, with growing pauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Result = TypeVar("Result")

FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 0.2, 5.0, 1.5


def reached(status: str | None, until: Callable[[Result], bool] | None) -> Callable[[Result], bool]:
    """The condition that ends the polling: a status, or the caller's own."""
    if (status is None) == (until is None):
        raise TypeError("wait_until() takes either `status` or `until`")
    if until is not None:
        return until
    expected = str(status)

    def has_status(result: Any) -> bool:
        return str(result.status) == expected

    return has_status


def pauses(timeout: float, now: Callable[[], float]) -> Iterator[float]:
    """Seconds to pause before each further poll, until `timeout` seconds have passed; the last poll is at the end."""
    ends, pause = now() + timeout, FIRST_PAUSE
    while (left := ends - now()) > 0:
        yield min(pause, left)
        pause = min(pause * GROWTH, LONGEST_PAUSE)
