"""A request that another one got in the way of is answered anew, from what is there by then."""

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
async def until_unchanged(answer: Callable[[], Awaitable[None]]) -> None:
    """Call it again while it raises ChangedMeanwhile, which says that nothing was written. Raises it in the end.

    No request of ours depends on a version. One that names the version it has seen would be compared anew with what is
    there, and refused by that.
    """
    await answer()
