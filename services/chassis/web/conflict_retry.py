"""Retry of a request that lost a race against another one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tenacity import retry, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_random_exponential

from chassis.core.errors import ChangedMeanwhile


@retry(
    retry=retry_if_exception_type(ChangedMeanwhile),
    wait=wait_random_exponential(multiplier=0.03, max=0.5),
    stop=stop_after_attempt(10) | stop_after_delay(5),
    reraise=True,
)
async def retry_on_conflict(respond: Callable[[], Awaitable[None]]) -> None:
    """Retry while it raises ChangedMeanwhile, after which nothing is written. Raises it in the end.

    No request depends on a version. One that did would be compared again with the current one, and refused.
    """
    await respond()
