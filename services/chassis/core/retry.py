"""A second try for what lost a race against another writer.

tenacity does the same, and loads asyncio: a seventh of the processor time of a relay's cold start.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = 0.03, 0.5  # seconds
P = ParamSpec("P")
R = TypeVar("R")


def retry_on(failure: type[Exception]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator: try again after this failure, and let it through at the last attempt. The pauses are random."""

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        def patient(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(1, ATTEMPTS):
                try:
                    return action(*args, **kwargs)
                except failure:
                    time.sleep(random.uniform(0, min(FIRST_PAUSE * 2**attempt, LONGEST_PAUSE)))  # noqa: S311
            return action(*args, **kwargs)

        return patient

    return decorate
