"""Response headers in contracts: each defined once, and referenced by every response that has it."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def _header(about: str, example: str | int, *, always: bool = True) -> Schema:
    kind = "integer" if isinstance(example, int) else "string"
    return {"description": about, "required": always, "schema": {"type": kind, "examples": [example]}}


HEADERS = {
    "X-Trace-Id": _header(
        "The trace id of this request: include it in problem reports. Absent without tracing.",
        "1-5759e988-bd862e3fe1be46a994272793",
        always=False,
    ),
    "Cache-Control": _header("How long caches may keep this response (RFC 9111).", "public, max-age=60"),
    "WWW-Authenticate": _header("The authentication scheme (RFC 9110).", "Bearer"),
    "Retry-After": _header(
        "Seconds after which the same request may succeed. If absent, the request has to change first.",
        1,
        always=False,
    ),
    "Deprecation": _header("The date of the deprecation (RFC 9745): `@` and seconds since 1970.", "@1796083200"),
    "Sunset": _header("The earliest date of the removal (RFC 8594).", "Wed, 01 Dec 2027 00:00:00 GMT"),
    "Link": _header(
        "The successor's contract, as `successor-version` (RFC 5829).",
        '<urn:souk:contract:orders.v2>; rel="successor-version"',
    ),
}


def add_header_refs(response: Schema, *names: str) -> None:
    """Reference these headers from a response."""
    response.setdefault("headers", {}).update({name: {"$ref": f"#/components/headers/{name}"} for name in names})


def add_components(contract: Schema) -> None:
    """Define the headers that the contract's responses reference."""
    operations = [operation for path in contract["paths"].values() for operation in path.values()]
    referenced = {
        name for operation in operations for response in operation["responses"].values() for name in response["headers"]
    }
    contract["components"]["headers"] = {name: about for name, about in HEADERS.items() if name in referenced}
