"""The headers of a response on its way to the viewer."""

from souk.local.edge.config import Behavior, Choices
from souk.local.edge.headers import HOP_BY_HOP, Headers, first, items, with_header, without
from souk.local.edge.response import Response

DEVICES = tuple(f"cloudfront-is-{kind}-viewer" for kind in ("desktop", "mobile", "smarttv", "tablet"))
VIA = "1.1 local.cloudfront.net (CloudFront)"
OF_CLOUDFRONT = ("cloudfront-", "x-edge-", "x-amz-cf-")
BY_EDGE = frozenset({"x-cache", "age", "via", "x-amz-cf-pop", "x-amz-cf-id"})


def believed(headers: Headers) -> Headers:
    """A viewer's headers without those that only CloudFront sends: it replaces or removes a viewer's.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "HTTP request headers and CloudFront behavior";
    adding-cloudfront-headers.html.
    """
    return tuple(pair for pair in headers if not pair[0].startswith(OF_CLOUDFRONT))


def kept(headers: Headers, behavior: Behavior) -> Headers:
    """An origin's headers without those of a connection, which the edge replaces.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "HTTP response headers that CloudFront removes or replaces".
    """
    headers = without(headers, HOP_BY_HOP | BY_EDGE)
    if not forwards_cookies(behavior):
        headers = without(headers, {"set-cookie"})
    if first(headers, "vary") is not None:
        names = vary(items(headers, "vary"), behavior.cache.key)
        headers = with_header(headers, "vary", ", ".join(names)) if names else without(headers, {"vary"})
    return headers


def forwards_cookies(behavior: Behavior) -> bool:
    """The viewer gets Set-Cookie only if the origin gets cookies. (Same section)"""
    return any(chosen.cookies.behavior != "none" for chosen in (behavior.cache.key, behavior.forwarded))


def vary(names: list[str], key: Choices) -> list[str]:
    """Vary keeps Accept-Encoding, Cookie, and headers of the cache key; User-Agent if the key has a device header.

    The cache itself ignores Vary: the key is the policy's. (Same section)
    """
    devices = any(key.headers.picks(name) for name in DEVICES)
    allowed = {"accept-encoding", "cookie"} | ({"user-agent"} if devices else set())
    return [name for name in names if name.lower() in allowed or key.headers.picks(name.lower())]


def announced(response: Response) -> Headers:
    """X-Cache tells a hit from a miss, Age is the seconds in the cache, Via names the edge.

    Guide: RequestAndResponseBehaviorCustomOrigin.html; understanding-response-headers-policies.html, "Server-Timing".
    """
    headers = (*response.headers, ("x-cache", response.x_cache), ("via", VIA), ("x-amz-cf-pop", "LOCAL"))
    return headers if response.age is None else (*headers, ("age", str(max(0, int(response.age)))))
