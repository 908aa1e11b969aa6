"""How long an invocation may go on: no call begins that could outlast its function.

Lambda cuts a function off at its timeout, without a word to whoever waits. So each try of a call to AWS or to another
service is held against the time that is left, as if it would hang; whoever waits is told in time to come again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from chassis.core.errors import Unavailable

MARGIN = 0.5  # seconds, to answer in
_end: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def of(context: object) -> Iterator[None]:
    """The deadline of one invocation, as Lambda tells it; a context that tells none sets none."""
    left = getattr(context, "get_remaining_time_in_millis", None)
    token = _end.set(time.monotonic() + left() / 1000 if left else None)
    try:
        yield
    finally:
        _end.reset(token)


@contextmanager
def lifted() -> Iterator[None]:
    """No deadline: for the note of what is done and can't be undone. Left out, it would be done again."""
    token = _end.set(None)
    try:
        yield
    finally:
        _end.reset(token)


def check(seconds: float) -> None:
    """Raises Unavailable if something that may take so long could outlast the invocation."""
    end = _end.get()
    if end is not None and time.monotonic() + seconds + MARGIN > end:
        raise Unavailable("It takes too long just now.")
