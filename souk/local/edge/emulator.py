"""The origins of the local cloud: its S3, load balancers, APIs and function URLs, and servers of this machine."""

import ssl
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

# The transport of httpx, without which httpx loads a command line: 8 MB.
import httpcore

from souk.local.cloudfront import API, EDGE_HEADER
from souk.local.edge.config import Origin
from souk.local.edge.headers import HOP_BY_HOP, Headers, decoded, encoded, first, with_header, without
from souk.local.edge.origin import OriginFailure, OriginRequest

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 5.0
STATUSES = range(200, 600)


class EmulatorOrigins:
    """Sends each request to where its origin is on this machine."""

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(), max_connections=None, keepalive_expiry=IDLE_SECONDS, retries=1
        )

    async def send(self, request: OriginRequest) -> "Answer":
        """The response as soon as its headers are there. Raises OriginFailure."""
        url, headers = address(self._endpoint_url, request)
        origin = request.behavior.origin
        message = httpcore.Request(
            request.method, url, headers=encoded(headers), content=request.body, extensions=timeouts(origin)
        )
        try:
            response = await self._pool.handle_async_request(message)
        except httpcore.TimeoutException as error:
            raise OriginFailure(504, f"{origin.domain} did not respond in time") from error
        except httpcore.NetworkError as error:
            raise OriginFailure(502, f"{origin.domain} can't be reached: {error}") from error
        except httpcore.ProtocolError as error:
            raise OriginFailure(502, f"{origin.domain} sent no valid response: {error}") from error
        if response.status not in STATUSES:
            await response.aclose()
            raise OriginFailure(502, f"{origin.domain} sent no valid response: its status is {response.status}")
        return Answer(response)

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


def timeouts(origin: Origin) -> dict[str, dict[str, float]]:
    """The origin response timeout: for the response, and between its packets.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "Origin response timeout".
    """
    return {"timeout": {"connect": CONNECT_SECONDS, "read": origin.timeout, "write": origin.timeout}}


def address(endpoint_url: str, request: OriginRequest) -> tuple[httpcore.URL, Headers]:
    """The URL of a request on this machine, and its headers.

    The emulator serves S3 to CloudFront only, so that this goes through its own CloudFront. Other names of AWS are the
    emulator's, too; the rest are servers.
    """
    origin = request.behavior.origin
    if origin.s3:
        return _url(endpoint_url, request.path, request.query), _for_its_cloudfront(request)
    path = f"{origin.path}{request.path}"
    headers = (*without(request.headers, {name for name, _ in origin.headers}), *origin.headers)
    if request.body is not None and first(headers, "content-length") is None:
        headers = (*headers, ("transfer-encoding", "chunked"))
    if api := API.fullmatch(origin.domain):
        own_host = urlsplit(endpoint_url).netloc
        url = _url(endpoint_url, f"/_aws/execute-api/{api[1]}{path}", request.query)
        return url, with_header(headers, "host", own_host)
    if origin.domain.endswith(".amazonaws.com"):
        port = "" if origin.http_port == 80 else f":{origin.http_port}"
        return _url(endpoint_url, path, request.query), with_header(headers, "host", f"{origin.domain}{port}")
    host = first(headers, "host") or origin.domain
    return _url(_server(origin, request.https), path, request.query), with_header(headers, "host", host)


def _url(base: str, path: str, query: str) -> httpcore.URL:
    """A URL whose path and query are sent as the viewer wrote them."""
    parts = urlsplit(base)
    target = f"{path}?{query}" if query else path
    return httpcore.URL(
        scheme=parts.scheme.encode(),
        host=(parts.hostname or "").encode(),
        port=parts.port,
        target=target.encode("latin-1"),
    )


def _for_its_cloudfront(request: OriginRequest) -> Headers:
    """The headers for the emulator's CloudFront, which adds those of an edge and of the origin itself."""
    headers = without(request.headers, {"host", "via", "x-forwarded-for"})
    return (*headers, ("host", request.distribution.domain), (EDGE_HEADER, "1"), ("x-forwarded-proto", "https"))


def _server(origin: Origin, https: bool) -> str:
    """A custom origin's protocol is its own, or the viewer's.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "Protocols".
    """
    secure = origin.protocol == "https-only" or (origin.protocol == "match-viewer" and https)
    return f"https://{origin.domain}:{origin.https_port}" if secure else f"http://{origin.domain}:{origin.http_port}"


class Answer:
    """A response of an origin."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response
        self.status = response.status
        headers = decoded(response.headers)
        # Chunks go before a Content-Length: RFC 9112, section 6.3.
        chunked = first(headers, "transfer-encoding") is not None
        self.headers = without(headers, HOP_BY_HOP | ({"content-length"} if chunked else set()))

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body. Raises OSError if the origin breaks off."""
        try:
            async for piece in self._response.aiter_stream():
                yield piece
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise OSError(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """End the connection, or give it back if the body was read."""
        await self._response.aclose()
