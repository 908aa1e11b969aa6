"""Answers to pages of other origins (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).

An origin of `AllowOrigins` gets headers, any other nothing. API Gateway answers preflights, by the same rule, and sends
refusals of its own (souk/contracts/gateway.py). Decision 0083 has the reasons.
"""

from __future__ import annotations

import re
from typing import Any

from chassis.web.gateway import Event, Handler, is_load_balancer

LABEL = "[a-z0-9-]+"
"""A `*` of an allowed origin: one part of a host's name, never several."""
EXPOSED = "X-Trace-Id, Retry-After, Deprecation, Sunset, Link, WWW-Authenticate"
"""The headers of responses that a page may read beside those that any page may."""


def with_cors(handler: Handler, allow_origins: str) -> Handler:
    """The handler, with CORS headers in each response to a request from one of these origins, separated by commas."""
    origins = [origin for origin in allow_origins.split(",") if origin]
    if not origins:
        return handler
    allowed = re.compile("|".join(LABEL.join(map(re.escape, origin.split("*"))) for origin in origins))

    def handle(event: Event, context: Any) -> dict[str, Any]:
        response = handler(event, context)
        if is_load_balancer(event):  # services call through it
            return response
        origin = _origin(event)
        # Also without an origin: a cache would give this response to a page.
        headers = {"Vary": "Origin"}
        if allowed.fullmatch(origin):
            headers |= {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": EXPOSED}
        lists = {name: [value] for name, value in headers.items()}
        return {**response, "multiValueHeaders": {**response["multiValueHeaders"], **lists}}

    return handle


def _origin(event: Event) -> str:
    """The request's only origin."""
    origins = {str(value) for name, value in (event.get("headers") or {}).items() if name.lower() == "origin"}
    return origins.pop() if len(origins) == 1 else ""
