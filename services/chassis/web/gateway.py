"""Events of API Gateway and of load balancers, adapted to Mangum, and a catch-all for its errors."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any

from chassis.core.errors import CONTENT_TYPE, Problem, Unexpected
from chassis.runtime import deadline

Event = dict[str, Any]
Handler = Callable[[Event, Any], dict[str, Any]]
log = logging.getLogger(__name__)
# Mangum parses the server's address from these, and fails on other values, such as IPv6. No route reads it.
ADDRESS = {"host": re.compile(r"[^:]+(:[0-9]+)?"), "x-forwarded-port": re.compile("[0-9]+")}


def guarded(adapter: Handler, base: str = "") -> Handler:
    """The adapter for any event: without headers that it can't parse, and without the text of an exception.

    `base` is what load balancers have before the API's paths: `/users/v1`.
    """

    def handler(event: Event, context: Any) -> dict[str, Any]:
        try:
            with deadline.of(context):
                if is_load_balancer(event):
                    return _balanced(adapter, base, event, context)
                return adapter(prepared(event), context)
        except Problem as problem:
            return _response(problem)
        except Exception:
            log.exception("unexpected")
            return _response(Unexpected())

    return handler


def is_load_balancer(event: Event) -> bool:
    """Whether a load balancer sent this event. AWS writes the request context; a client can't."""
    return "elb" in (event.get("requestContext") or {})


def prepared(event: Event) -> Event:
    """The event without headers that Mangum can't parse, and without the base path of a custom domain."""
    return {**event, "headers": _once(event), "multiValueHeaders": _lists(event), "path": _route_path(event)}


def _balanced(adapter: Handler, base: str, event: Event, context: Any) -> dict[str, Any]:
    """The response to a load balancer. Raises NotFound."""
    # Imported here: most functions get no event of a load balancer.
    from chassis.web import load_balancer

    if load_balancer.is_health_check(event):
        return load_balancer.HEALTHY
    path = load_balancer.route_path(event, base)
    # Mangum takes the headers from the one of the two that a load balancer sends.
    sent = {"multiValueHeaders": _lists(event)} if "multiValueHeaders" in event else {"headers": _once(event)}
    return adapter({**event, **sent, "path": path}, context)


def _response(problem: Problem) -> dict[str, Any]:
    """A problem as the response of a function."""
    return {
        "statusCode": problem.status,
        "headers": {"content-type": CONTENT_TYPE},
        "multiValueHeaders": {"content-type": [CONTENT_TYPE]},
        "body": json.dumps(problem.body()),
        "isBase64Encoded": False,
    }


def _once(event: Event) -> dict[str, Any]:
    """The headers that Mangum can parse."""
    return {name: value for name, value in (event.get("headers") or {}).items() if _fits(name, str(value))}


def _lists(event: Event) -> dict[str, Any]:
    """The same, with all values of a header that came several times."""
    lists = event.get("multiValueHeaders") or {}
    return {name: values for name, values in lists.items() if _fits(name, ", ".join(map(str, values or ())))}


def _fits(name: str, value: str) -> bool:
    pattern = ADDRESS.get(name.lower())
    return pattern is None or pattern.fullmatch(value) is not None


def _route_path(event: Event) -> str:
    """The path without a custom domain's base path: what `path` has more than `resource` is that."""
    path, resource = str(event.get("path") or ""), str(event.get("resource") or "")
    route = "[^/]+".join(map(re.escape, re.split(r"\{[^}]*\}", resource)))
    match = re.fullmatch(f"(?:/[^/]+)*?({route})", path) if resource else None
    return match[1] if match else path
