"""Independent calls at the same time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")

Item = TypeVar("Item")
Result = TypeVar("Result")

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


def map_concurrently(function: Callable[[Item], Result], items: Sequence[Item], threads: int) -> list[Result]:
    """The results in the order of the items, worked on by so many threads, this one included.

    Each call has the deadline and the log context of this thread. Returns when all have ended; then raises the error of
    the first item that failed. The threads are its own, so that `function` may use `concurrently`.
    """
    if len(items) < 2:
        return [function(item) for item in items]
    with ThreadPoolExecutor(min(threads, len(items))) as pool:
        calls = [pool.submit(copy_context().run, function, item) for item in items]
    return [call.result() for call in calls]
