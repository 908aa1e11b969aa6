"""Creating requests that are repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from chassis.core.errors import Problem

T = TypeVar("T")


def once(create: Callable[[], T], find_by_request: Callable[[], T | None]) -> T:
    """The result of `create`, or the first result of the same request.

    The first result outlives every reason to refuse now: the customer is blocked, the stock is sold. So it is looked
    up after any refusal, and only then: a repeated request is refused at the latest by its idempotency record.
    """
    try:
        return create()
    except Problem:
        result = find_by_request()
        if result is None:
            raise
        return result
