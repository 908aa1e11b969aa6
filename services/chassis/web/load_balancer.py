"""Events of a load balancer, the other front of operations for services: docs/load-balancer.md. Loaded with the first.

Its listener forwards `/users/v1/internal/..` to version 1 of users. A listener may be misconfigured, so the same rule
stands here: through a load balancer there is nothing but `/internal`, and a health check.
"""

from __future__ import annotations

import logging
from typing import Any

from chassis.core.errors import NotFound

Event = dict[str, Any]
HEALTH = "/health"
INTERNAL = "/internal/"
HEALTHY = {"statusCode": 200, "headers": {}, "multiValueHeaders": {}, "body": "", "isBase64Encoded": False}
log = logging.getLogger(__name__)


def is_health_check(event: Event) -> bool:
    """Whether it asks for the function's health. Listeners forward no such path, so only the load balancer can."""
    return event.get("path") == HEALTH and event.get("httpMethod") == "GET"


def route_path(event: Event, base: str) -> str:
    """The path without `base`, as the API's routes have it. Raises NotFound outside of `/internal`."""
    path = str(event.get("path") or "")
    if not path.startswith(base + INTERNAL):
        log.warning("a load balancer forwards what it should not")
        raise NotFound
    return path.removeprefix(base)
