"""The cache key of a request, and the request that the edge sends to the origin."""

from typing import NamedTuple

from souk.local.edge.config import Behavior, CachePolicy, Choices, Distribution
from souk.local.edge.headers import HOP_BY_HOP, Headers, first, items, joined
from souk.local.edge.request import ViewerRequest
from souk.local.edge.rules.signatures import COOKIE

OF_A_BODY = frozenset({"content-type", "content-length", "content-encoding", "content-md5"})
"""Headers that describe the body of a request: they go with it."""
CONDITIONS = frozenset({"range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since"})
BY_EDGE = HOP_BY_HOP | {"cookie", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via"}
"""Headers that the edge sets itself, or lets no viewer send."""
USER_AGENT = "Amazon CloudFront"


class Key(NamedTuple):
    """Requests with an equal key get the same object."""

    distribution: str
    method: str
    path: str
    query: str
    headers: Headers
    cookies: str
    encoding: str


def cache_key(distribution: Distribution, behavior: Behavior, request: ViewerRequest) -> Key:
    """The path, and those query strings, headers and cookies that the cache policy names. GET and HEAD share objects.

    Guide: understanding-the-cache-key.html.
    """
    chosen = behavior.cache.key
    return Key(
        distribution.id,
        "GET" if request.method == "HEAD" else request.method,
        request.path,
        chosen_query(request, chosen),
        tuple(sorted(pair for pair in request.headers if chosen.headers.picks(pair[0]))),
        chosen_cookies(request, chosen),
        accepted(behavior.cache, request),
    )


def chosen_query(request: ViewerRequest, *choices: Choices) -> str:
    """The parameters that a policy names, in the viewer's order; names and values are case-sensitive.

    Guide: QueryStringParameters.html.
    """
    pairs = request.parameters
    return "&".join(pair for name, pair in pairs if any(chosen.query.picks(name) for chosen in choices))


def chosen_cookies(request: ViewerRequest, *choices: Choices) -> str:
    """The cookies that a policy names, sorted by name. The edge's own, which sign, go no further.

    Guide: Cookies.html.
    """
    names = {name for name, _ in request.cookies if any(chosen.cookies.picks(name) for chosen in choices)}
    pairs = sorted(pair for pair in request.cookies if pair[0] in names and not pair[0].startswith(COOKIE))
    return "; ".join(f"{name}={value}" for name, value in pairs)


def accepted(policy: CachePolicy, request: ViewerRequest) -> str:
    """Accept-Encoding, normalized to the encodings that the policy enables: `br,gzip`, `br`, `gzip` or nothing.

    Guide: cache-key-understand-cache-policy.html, "Compressed objects". HTTP/1.0 gets none:
    ServingCompressedFiles.html.
    """
    if request.http_version == "1.0":
        return ""
    viewer = dict(_quality(item) for item in items(request.headers, "accept-encoding"))
    enabled = {"br": policy.brotli, "gzip": policy.gzip}
    return ",".join(name for name, on in enabled.items() if on and viewer.get(name, viewer.get("*", 0)) > 0)


def origin_headers(behavior: Behavior, request: ViewerRequest, encoding: str) -> Headers:
    """The headers of the two policies, those of a body, and the ones that the edge sets itself.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "HTTP request headers and CloudFront behavior".
    """
    choices = (behavior.cache.key, behavior.forwarded)
    kept = {name for name, _ in request.headers if any(chosen.headers.picks(name) for chosen in choices)}
    kept |= set() if request.body is None else OF_A_BODY
    kept -= BY_EDGE | ({"accept-encoding"} if behavior.cache.normalizes else set())
    cookies = chosen_cookies(request, *choices)
    by_edge = {
        "user-agent": None if "user-agent" in kept else USER_AGENT,
        "accept-encoding": _encodings(behavior.cache, request, encoding),
        "cookie": cookies or None,
        "via": f"{request.http_version} local.cloudfront.net (CloudFront)",
        "x-forwarded-for": _forwarded_for(request),
    }
    own = tuple((name, value) for name, value in by_edge.items() if value is not None)
    return (*(pair for pair in request.headers if pair[0] in kept), *own)


def origin_query(behavior: Behavior, request: ViewerRequest) -> str:
    """The parameters of both policies. (Guide: controlling-origin-requests.html)"""
    return chosen_query(request, behavior.cache.key, behavior.forwarded)


def _encodings(policy: CachePolicy, request: ViewerRequest, encoding: str) -> str | None:
    """The origin gets the normalized encodings, or `identity` for a viewer who accepts others only.

    Without encodings in the cache policy Accept-Encoding is a header as any other. Guide: as `accepted`.
    """
    asked = policy.normalizes and first(request.headers, "accept-encoding") is not None
    return encoding or ("identity" if asked else None)


def _forwarded_for(request: ViewerRequest) -> str:
    """The viewer's address is added to the end of X-Forwarded-For. (Same page, "Client IP addresses")"""
    before = joined(request.headers, "x-forwarded-for")
    return f"{before}, {request.client}" if before else request.client


def _quality(item: str) -> tuple[str, float]:
    name, _, parameter = item.partition(";")
    quality = parameter.strip().removeprefix("q=")
    try:
        return name.strip().lower(), float(quality) if quality else 1
    except ValueError:
        return name.strip().lower(), 0
