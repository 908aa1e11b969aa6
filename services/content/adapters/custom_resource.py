"""The protocol of CloudFormation's custom resources: a request, and one answer to the address that comes with it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from urllib3 import PoolManager, Retry

from content.actions.keys import KeyRefused

log = logging.getLogger(__name__)
NEVER_MADE = "never-made"
"""The resource that a failed creation answers with: CloudFormation asks to delete it, and it is nothing."""
UNEXPECTED = "The key can't be made or removed; the log of the function ContentKeys says why."


@dataclass(frozen=True)
class Answer:
    """A resource as it is now."""

    resource: str
    attributes: Mapping[str, str]


Change = Callable[[dict[str, Any]], Answer]
Send = Callable[[str, bytes], None]
"""Send an answer to an address. Raises if it isn't accepted, and Lambda repeats the request."""


def answered(change: Change, send: Send) -> Callable[[dict[str, Any], Any], None]:
    """A handler that answers each request with the change's result, or with its reason: nothing else leaves it."""

    def handle(event: dict[str, Any], _context: Any) -> None:
        try:
            answer = change(event)
            result: dict[str, Any] = {"Status": "SUCCESS", "PhysicalResourceId": answer.resource}
            result["Data"] = dict(answer.attributes)
        except Exception as error:
            if not isinstance(error, KeyRefused):
                log.exception("failed")
            reason = str(error) if isinstance(error, KeyRefused) else UNEXPECTED
            result = {"Status": "FAILED", "Reason": reason}
            result["PhysicalResourceId"] = event.get("PhysicalResourceId", NEVER_MADE)
        ids = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
        send(event["ResponseURL"], json.dumps({**result, **ids}).encode())
        log.info("answered", extra={"request": event["RequestType"], "outcome": result["Status"]})

    return handle


def put(url: str, body: bytes) -> None:
    """Put an answer to a presigned address of S3, whose signature covers an empty content type."""
    retries = Retry(3, allowed_methods=None, status_forcelist=(500, 502, 503, 504), backoff_factor=0.5)
    response = PoolManager().request("PUT", url, body=body, headers={"content-type": ""}, timeout=5, retries=retries)
    if response.status >= 300:
        raise ConnectionError(f"the answer was refused with status {response.status}")
