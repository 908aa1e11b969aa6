"""Retry policy: when a request is sent again, and after how long.

The contract says which requests may be: reads, and creates under an Idempotency-Key. No other is ever retried.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

TRANSIENT = frozenset({429, 502, 503, 504})
CONFLICT = 409


class Clock:
    """Real time. Pass another one to test a program without waiting."""

    def now(self) -> float:
        """Seconds on a monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Block for a while.

        Args:
            seconds: How long.
        """
        time.sleep(seconds)

    async def pause(self, seconds: float) -> None:
        """Pause this task only.

        Args:
            seconds: How long.
        """
        import anyio  # httpx needs it, too, but not before its first asynchronous request

        await anyio.sleep(seconds)


@dataclass(frozen=True)
class Retries:
    """Retry policy for transient failures.

    Args:
        attempts: Maximum number of attempts; 1 disables retries.
        wait: Maximum seconds before the second attempt; doubled before each further one.
        longest_wait: Maximum seconds of a pause. A longer `Retry-After` is not waited for: the error is raised.
        deadline: Maximum seconds of all attempts and pauses together.
    """

    attempts: int = 4
    wait: float = 0.2
    longest_wait: float = 20.0
    deadline: float = 60.0

    def again(self, attempt: int, spent: float, headers: Mapping[str, str]) -> float | None:
        """Seconds until the next attempt; None if there is none. Jitter spreads clients that failed at the same moment.

        Args:
            attempt: The number of attempts so far.
            spent: The seconds they took, pauses included.
            headers: The headers of the last response; empty if there was none.
        """
        if attempt >= self.attempts:
            return None
        jitter = random.uniform(0, self.wait * 2 ** (attempt - 1))  # noqa: S311 (nothing to guess)
        retry_after = seconds_of(headers.get("Retry-After"))
        wait = min(jitter, self.longest_wait) if retry_after is None else retry_after + min(jitter, 1.0)
        too_long = retry_after is not None and retry_after > self.longest_wait
        return None if too_long or spent + wait >= self.deadline else wait


def is_transient(status: int, headers: Mapping[str, str]) -> bool:
    """Whether a later attempt may get another response.

    A conflict with a `Retry-After` is an earlier attempt of the same create that is still in progress.
    """
    return status in TRANSIENT or (status == CONFLICT and "Retry-After" in headers)


def seconds_of(retry_after: str | None) -> float | None:
    """The seconds of a `Retry-After`, which holds seconds or a date; None if it can't be parsed."""
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
