"""Waiting for an outcome by looking again and again, more and more slowly; no webhook needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Seen = TypeVar("Seen")

FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 0.2, 5.0, 1.5


def reached(status: str | None, until: Callable[[Seen], bool] | None) -> Callable[[Seen], bool]:
    """What ends the waiting: a status, or whatever the caller says."""
    if (status is None) == (until is None):
        raise TypeError("wait_until() takes either `status` or `until`")
    if until is not None:
        return until
    wanted = str(status)

    def has_status(seen: Any) -> bool:
        return str(seen.status) == wanted

    return has_status


def pauses(timeout: float, now: Callable[[], float]) -> Iterator[float]:
    """Seconds to wait before each further look, until `timeout` seconds have passed; the last look is at the end."""
    ends, pause = now() + timeout, FIRST_PAUSE
    while (left := ends - now()) > 0:
        yield min(pause, left)
        pause = min(pause * GROWTH, LONGEST_PAUSE)
