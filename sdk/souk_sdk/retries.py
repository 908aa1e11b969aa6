"""When a request is sent again, and after how long. Whether it may be is in the contract, not here.

What is read may be sent again, and what creates something under an Idempotency-Key. Nothing else ever is.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

PASSING = frozenset({429, 502, 503, 504})
CONFLICT = 409


class Clock:
    """Time as it passes. Hand in another one to test a program without waiting."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    async def pause(self, seconds: float) -> None:
        """Let time pass while others go on."""
        import anyio  # httpx needs it, too, but not before its first asynchronous request

        await anyio.sleep(seconds)


@dataclass(frozen=True)
class Retries:
    """How much patience there is with a service that has a bad moment."""

    attempts: int = 4
    """How often a request is sent at most; 1 is never again."""
    wait: float = 0.2
    """Seconds to wait at most before the second attempt; twice as much before each further one."""
    longest_wait: float = 20.0
    """A service that asks for more (`Retry-After`) is not asked again: the caller hears of it."""
    deadline: float = 60.0
    """Seconds after which nothing is begun any more, attempts and waits together."""

    def again(self, attempt: int, spent: float, headers: Mapping[str, str]) -> float | None:
        """Seconds until the next attempt, after `attempt` of them took `spent` seconds; None when that was the last.

        The jitter keeps all those from coming back at once that were sent away at once.
        """
        if attempt >= self.attempts:
            return None
        jitter = random.uniform(0, self.wait * 2 ** (attempt - 1))  # noqa: S311 (nothing to guess)
        asked = seconds_of(headers.get("Retry-After"))
        wait = min(jitter, self.longest_wait) if asked is None else asked + min(jitter, 1.0)
        too_long = asked is not None and asked > self.longest_wait
        return None if too_long or spent + wait >= self.deadline else wait


def passes(status: int, headers: Mapping[str, str]) -> bool:
    """Whether the answer may be another one soon.

    A conflict that names a time is the first attempt of the same creation, which is still being worked on.
    """
    return status in PASSING or (status == CONFLICT and "Retry-After" in headers)


def seconds_of(retry_after: str | None) -> float | None:
    """What `Retry-After` says: seconds, or a date. None for nothing that can be read."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
