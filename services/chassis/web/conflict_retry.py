"""Retry of a request that lost a race against another one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from chassis.core.errors import ChangedMeanwhile


async def retry_on_conflict(respond: Callable[[], Awaitable[None]]) -> None:
    """Retry while it raises ChangedMeanwhile, after which nothing is written. Raises it in the end.

    No request depends on a version. One that did would be compared again with the current one, and refused.
    """
    try:
        await respond()
    except ChangedMeanwhile as conflict:
        await _retry(respond, conflict)


async def _retry(respond: Callable[[], Awaitable[None]], conflict: ChangedMeanwhile) -> None:
    # Imported here: few requests lose a race, and all the others start faster without it.
    from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_after_delay
    from tenacity import wait_random_exponential as pause

    failed = [conflict]  # the first attempt, which is over

    async def attempt() -> None:
        if failed:
            raise failed.pop()
        await respond()

    retry = retry_if_exception_type(ChangedMeanwhile)
    stop = stop_after_attempt(10) | stop_after_delay(5)
    await AsyncRetrying(retry=retry, wait=pause(multiplier=0.03, max=0.5), stop=stop, reraise=True)(attempt)
