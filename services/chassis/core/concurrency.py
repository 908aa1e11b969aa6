"""Two independent calls at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")

# Kept between requests: a new thread for each takes three times as long. It starts none before it is used.
_threads = ThreadPoolExecutor(thread_name_prefix="concurrently")


def concurrently(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """The results of both. `second` runs in another thread, with the deadline and the log context of this one.

    Returns when both have ended. If both fail, raises the error of `first`.
    """
    other = _threads.submit(copy_context().run, second)
    try:
        result = first()
    finally:
        wait([other])  # nothing may run on while Lambda freezes the process
    return result, other.result()
