"""The origins of the local cloud: its S3, load balancers, APIs and function URLs, and servers of this machine."""

from collections.abc import AsyncIterator

import httpx

from souk.local.cloudfront import API, EDGE_HEADER
from souk.local.edge.config import Origin
from souk.local.edge.headers import HOP_BY_HOP, Headers, encoded, first, with_header, without
from souk.local.edge.origin import OriginFailure, OriginRequest

CONNECT_SECONDS = 10.0


class EmulatorOrigins:
    """Sends each request to where its origin is on this machine."""

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        self._client = httpx.AsyncClient(trust_env=False, limits=limits)
        # The edge says itself what a viewer accepts.
        del self._client.headers["accept-encoding"]

    async def send(self, request: OriginRequest) -> "Answer":
        """The response as soon as its headers are there. Raises OriginFailure."""
        url, headers = address(self._endpoint_url, request)
        timeout = httpx.Timeout(request.behavior.origin.timeout, connect=CONNECT_SECONDS)
        target = f"{url}?{request.query}" if request.query else url
        message = self._client.build_request(
            request.method, target, headers=encoded(headers), content=request.body, timeout=timeout
        )
        try:
            return Answer(await self._client.send(message, stream=True))
        except httpx.TimeoutException as error:
            raise OriginFailure(504, f"{request.behavior.origin.domain} did not respond in time") from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise OriginFailure(502, f"{request.behavior.origin.domain} can't be reached: {error}") from error

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()


def address(endpoint_url: str, request: OriginRequest) -> tuple[str, Headers]:
    """The URL of a request on this machine, and its headers.

    The emulator serves S3 to CloudFront only, and runs a behavior's functions: both go through its own CloudFront.
    Other names of AWS are the emulator's, too; the rest are servers.
    """
    origin = request.behavior.origin
    if origin.s3 or request.behavior.functions:
        return f"{endpoint_url}{request.path}", _for_its_cloudfront(request)
    headers = (*without(request.headers, {name for name, _ in origin.headers}), *origin.headers)
    host = first(headers, "host") or origin.domain
    path = f"{origin.path}{request.path}"
    if api := API.fullmatch(origin.domain):
        return f"{endpoint_url}/_aws/execute-api/{api[1]}{path}", with_header(
            headers, "host", httpx.URL(endpoint_url).netloc.decode()
        )
    if origin.domain.endswith(".amazonaws.com"):
        port = "" if origin.http_port == 80 else f":{origin.http_port}"
        return f"{endpoint_url}{path}", with_header(headers, "host", f"{origin.domain}{port}")
    return f"{_server(origin, request.https)}{path}", with_header(headers, "host", host)


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
    """A response of httpx."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        pairs = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw)
        self.headers: Headers = without(tuple(pairs), HOP_BY_HOP)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body. Raises OSError if the origin breaks off."""
        try:
            async for piece in self._response.aiter_raw():
                yield piece
        except httpx.TransportError as error:
            raise OSError(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """End the connection, or give it back if the body was read."""
        await self._response.aclose()
