"""API Gateway's events, adapted to Mangum, and a catch-all for its errors."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any

from chassis.core.errors import CONTENT_TYPE, Unexpected
from chassis.runtime import deadline

Event = dict[str, Any]
Handler = Callable[[Event, Any], dict[str, Any]]
log = logging.getLogger(__name__)
# Mangum parses the server's address from these, and fails on other values, such as IPv6. No route reads it.
ADDRESS = {"host": re.compile(r"[^:]+(:[0-9]+)?"), "x-forwarded-port": re.compile("[0-9]+")}


def guarded(adapter: Handler) -> Handler:
    """The adapter for any event: without headers that it can't parse, and without the text of an exception."""

    def handler(event: Event, context: Any) -> dict[str, Any]:
        try:
            with deadline.of(context):
                return adapter(prepared(event), context)
        except Exception:
            log.exception("unexpected")
            problem = Unexpected()
            return {
                "statusCode": problem.status,
                "headers": {"content-type": CONTENT_TYPE},
                "multiValueHeaders": {},
                "body": json.dumps(problem.body()),
                "isBase64Encoded": False,
            }

    return handler


def prepared(event: Event) -> Event:
    """The event without headers that Mangum can't parse, and without the base path of a custom domain."""
    headers = {name: value for name, value in (event.get("headers") or {}).items() if _fits(name, str(value))}
    lists = event.get("multiValueHeaders") or {}
    multi = {name: values for name, values in lists.items() if _fits(name, ", ".join(map(str, values or ())))}
    return {**event, "headers": headers, "multiValueHeaders": multi, "path": _route_path(event)}


def _fits(name: str, value: str) -> bool:
    pattern = ADDRESS.get(name.lower())
    return pattern is None or pattern.fullmatch(value) is not None


def _route_path(event: Event) -> str:
    """The path without a custom domain's base path: what `path` has more than `resource` is that."""
    path, resource = str(event.get("path") or ""), str(event.get("resource") or "")
    route = "[^/]+".join(map(re.escape, re.split(r"\{[^}]*\}", resource)))
    match = re.fullmatch(f"(?:/[^/]+)*?({route})", path) if resource else None
    return match[1] if match else path
