"""Messages of a standard queue that a service of AWS feeds, not the bus: each is handled by itself.

A message that fails comes again, and after the queue's `maxReceiveCount` SQS moves it to the dead-letter queue.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from chassis.messaging.consumer import RESERVE_MS, Context

log = logging.getLogger(__name__)
Handler = Callable[[dict[str, Any], Context], dict[str, list[dict[str, str]]]]


def each_message(handle: Callable[[str], None]) -> Handler:
    """A Lambda handler that calls `handle` with each message's body, and returns the messages that failed."""

    def handler(event: dict[str, Any], context: Context) -> dict[str, list[dict[str, str]]]:
        failed: list[str] = []
        for record in event["Records"]:
            if context.get_remaining_time_in_millis() < RESERVE_MS or not _handled(handle, record):
                failed.append(record["messageId"])
        return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}

    return handler


def _handled(handle: Callable[[str], None], record: dict[str, Any]) -> bool:
    try:
        handle(record["body"])
    except Exception:
        received = record["attributes"]["ApproximateReceiveCount"]
        log.exception("will come again", extra={"message_id": record["messageId"], "received": received})
        return False
    return True
