"""Makes a viewer's request of what the server received: by Host, or by the path form.

The path form is for programs that don't resolve `ID.cloudfront.localhost`, or don't trust the edge's certificate: the
whole URL follows the edge's address, `http://127.0.0.1:PORT/https://HOST/path`. It counts as a request of that URL.

`ID.secure.localhost` is for people: a browser asks by plain HTTP, which never leaves the machine, and that counts as
HTTPS. Browsers treat names below localhost as secure: a page may do there what it may over HTTPS.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from souk.local.edge.distributions import LOCAL, SECURE
from souk.local.edge.headers import Headers, decoded, first, length
from souk.local.edge.request import ViewerRequest

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
PATH_FORM = re.compile(r"/(https?):/{1,2}([^/?]+)(/.*)?", re.DOTALL)

Receive = Callable[[], Awaitable[Any]]


class ViewerLeft(Exception):
    """The viewer left before the end of the request's body."""


def viewer_request(scope: Mapping[str, Any], receive: Receive, tls_port: int | None) -> ViewerRequest | None:
    """The request of an ASGI scope; None if it is for the edge itself, not for a distribution."""
    headers = decoded(scope["headers"])
    host, path = without_port(first(headers, "host") or ""), (scope.get("raw_path") or b"/").decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    https = scope["scheme"] == "https"
    if host in LOOPBACK:
        match = PATH_FORM.fullmatch(path)
        if match is None:
            return None
        https, host, path = match[1] == "https", without_port(match[2]), match[3] or "/"
        secure = f"/https://{host}{path}"
    elif host.endswith(SECURE):
        https, host, secure = True, f"{host.removesuffix(SECURE)}{LOCAL}", path
    else:
        secure = f"https://{host}{f':{tls_port}' if tls_port else ''}{path}"
    return ViewerRequest(
        method=scope["method"],
        host=host,
        path=path,
        query=query,
        headers=headers,
        https=https,
        client=(scope.get("client") or ("127.0.0.1",))[0],
        body=_body(receive) if has_body(headers) else None,
        secure_url=f"{secure}?{query}" if query else secure,
        http_version=scope.get("http_version", "1.1"),
    )


def has_body(headers: Headers) -> bool:
    """Whether a body follows the headers of a request."""
    return bool(length(headers)) or first(headers, "transfer-encoding") is not None


def without_port(authority: str) -> str:
    """The host of `host:port`, in lower case."""
    host, colon, port = authority.rpartition(":")
    return (host if colon and port.isdecimal() else authority).lower()


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ViewerLeft
        yield message.get("body", b"")
        if not message.get("more_body"):
            return
