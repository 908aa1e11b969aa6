"""ASGI middleware that keeps web pages out of the local cloud.

The cloud's root key is public and it listens on loopback, where any page in the developer's browser can send requests.
Only the deployed APIs decide about pages themselves, as on AWS (docs/decisions/0083-cors.md): no key helps there.
Runs inside MiniStack's own Python: standard library only.
"""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# A page's own name can be made to point to loopback (DNS rebinding). No page can have these names: the first is
# Docker's for this machine, seen from a container, the others belong to AWS.
HOSTS = {"host.docker.internal"}
DOMAINS = (".localhost", ".amazonaws.com", ".cloudfront.net")

# A request to an API. Anything less would reach AWS's own APIs, whatever its path is.
TO_API = re.compile("/_aws/execute-api/[a-z0-9]+/[a-z0-9]+/.*", re.DOTALL)

MESSAGE = "The local cloud answers programs on this machine only: {}. See docs/local-cloud.md."


def loopback_only(app: App) -> App:
    """Wrap an ASGI app: refuse a foreign Host, and a browser's requests for another site, preflights included (403)."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        reason = refusal(scope) if scope["type"] in ("http", "websocket") else None
        if reason is None:
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            body = json.dumps({"message": MESSAGE.format(reason)}).encode()
            headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return guarded


def refusal(scope: Scope) -> str | None:
    """The reason to refuse a request, or None."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    hosts = [hostname(f"//{value}") for value in headers.get("host", [""])]
    if not all(host in LOOPBACK or host in HOSTS or host.endswith(DOMAINS) for host in hosts):
        return "its Host is not this machine"
    if scope["type"] == "http" and all(host in LOOPBACK for host in hosts) and TO_API.fullmatch(scope["path"]):
        return None
    origins = [hostname(value) for value in headers.get("origin", [])]
    if not all(origin in LOOPBACK or origin.endswith(".localhost") or origin in hosts for origin in origins):
        return "its Origin is another site"
    if not origins and "cross-site" in headers.get("sec-fetch-site", []):
        return "another site sent it"
    return None


def hostname(url: str) -> str:
    """The host of a URL in lower case, without port and brackets; empty for `null` and invalid URLs."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
