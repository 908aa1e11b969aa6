"""Deadline of an invocation: no call begins that could outlast the function.

Lambda kills a function at its timeout, without a response. So each attempt of a call to AWS or to another service is
checked against the time left, as if it would hang; the caller gets 503 in time to retry.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from chassis.core.errors import Unavailable

MARGIN = 0.5  # seconds to respond in
_end: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def of(context: object) -> Iterator[None]:
    """Set the deadline of an invocation from its Lambda context, if it has one."""
    left = getattr(context, "get_remaining_time_in_millis", None)
    token = _end.set(time.monotonic() + left() / 1000 if left else None)
    try:
        yield
    finally:
        _end.reset(token)


@contextmanager
def lifted() -> Iterator[None]:
    """Suspend the deadline, to record a side effect that can't be undone: unrecorded, it would be repeated."""
    token = _end.set(None)
    try:
        yield
    finally:
        _end.reset(token)


def seconds_left() -> float:
    """The seconds until the invocation ends; infinite without a deadline."""
    end = _end.get()
    return end - time.monotonic() if end is not None else math.inf


def check(seconds: float) -> None:
    """Raises Unavailable if a call of so many seconds could outlast the invocation."""
    if seconds_left() < seconds + MARGIN:
        raise Unavailable("It takes too long just now.")
