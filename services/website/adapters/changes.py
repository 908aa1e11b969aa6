"""The table's stream: each subscriber whose row changed is handled by its id, whatever the record says."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from chassis.core.concurrency import map_concurrently
from chassis.core.errors import AlreadyHandled

log = logging.getLogger(__name__)
THREADS = 8


def each_subscriber(handle: Callable[[str], None]) -> Callable[[dict[str, Any], Any], None]:
    """A Lambda handler of the stream that calls `handle` with the id of each subscriber whose row changed.

    Raises after all others if some failed, so that the batch is retried: those that are done are not done again.
    """

    def handler(event: dict[str, Any], _context: object) -> None:
        ids = dict.fromkeys(record["dynamodb"]["Keys"]["pk"]["S"].partition("#")[2] for record in event["Records"])
        failed = sum(map_concurrently(lambda each: _failed(handle, each), [*ids], THREADS))
        if failed:
            raise RuntimeError(f"{failed} of {len(ids)} subscribers could not be handled yet")

    return handler


def _failed(handle: Callable[[str], None], subscriber_id: str) -> bool:
    try:
        handle(subscriber_id)
    except AlreadyHandled:
        log.info("handled before", extra={"subscriber": subscriber_id})
    except Exception:
        log.exception("will come again", extra={"subscriber": subscriber_id})
        return True
    return False
