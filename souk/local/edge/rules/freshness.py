"""How long an object stays in the cache: the origin's headers against the TTLs of the cache policy."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from souk.local.edge.config import CachePolicy, ErrorRule
from souk.local.edge.headers import Headers, first, items, joined, moment

ALWAYS_CACHED = frozenset({404, 414, 500, 501, 502, 503, 504})
CACHED_ON_DEMAND = frozenset({400, 403, 405, 412, 415})
ERROR_TTL = 10.0
NEVER = {"no-cache", "no-store", "private"}


@dataclass(frozen=True)
class Lifetime:
    """Seconds of an object from when it was stored."""

    fresh: float
    while_revalidating: float = 0
    """After that it may be served while the edge asks the origin."""
    if_error: float = math.inf
    """After that it may be served if the origin fails."""


def lifetime(
    status: int, headers: Headers, policy: CachePolicy, errors: Mapping[int, ErrorRule], now: float
) -> Lifetime:
    """The lifetime of an origin's response."""
    if status >= 400:
        return Lifetime(error_ttl(status, headers, errors), if_error=0)
    return Lifetime(ttl(headers, policy, now), *stale(headers, policy))


def ttl(headers: Headers, policy: CachePolicy, now: float) -> float:
    """The origin's age, but at least the minimum TTL and at most the maximum TTL; without one, the default TTL.

    With no-cache, no-store or private it is the minimum TTL. Guide: Expiration.html, the table in "Specify the amount
    of time that CloudFront caches objects".
    """
    if varies_always(headers) and policy.min_ttl == 0:
        return 0
    if NEVER & set(directives(headers)):
        return policy.min_ttl
    age = origins_age(headers, now)
    if age is None:
        return max(policy.min_ttl, policy.default_ttl)
    return max(policy.min_ttl, min(age, policy.max_ttl))


def origins_age(headers: Headers, now: float) -> float | None:
    """The seconds that the origin grants: s-maxage before max-age before Expires; None if it says nothing.

    Guide: Expiration.html, "Use headers to control cache duration for individual objects".
    """
    given = directives(headers)
    for name in ("s-maxage", "max-age"):
        if given.get(name, "").isdecimal():
            return float(given[name])
    expires = first(headers, "expires")
    if expires is None:
        return None
    try:
        return max(0.0, moment(expires) - now)
    except ValueError:
        return 0.0


def stale(headers: Headers, policy: CachePolicy) -> tuple[float, float]:
    """The seconds of stale-while-revalidate and stale-if-error, at most the maximum TTL.

    Without stale-if-error an expired object is served as long as the origin fails. Guide: Expiration.html, "Serve stale
    (expired) content"; HTTPStatusCodes.html, "The requested object is in the edge cache".
    """
    given = directives(headers)
    seconds = {name: float(value) for name, value in given.items() if value.isdecimal()}
    on_error = min(seconds["stale-if-error"], policy.max_ttl) if "stale-if-error" in seconds else math.inf
    return min(seconds.get("stale-while-revalidate", 0.0), policy.max_ttl), on_error


def error_ttl(status: int, headers: Headers, errors: Mapping[int, ErrorRule]) -> float:
    """Some errors are always cached, others only if the origin sends max-age or s-maxage, the rest never.

    The time is the larger of the origin's and the error caching minimum TTL, 10 s by default. Guide:
    HTTPStatusCodes.html, "HTTP 4xx and 5xx status codes that CloudFront caches".
    """
    given = directives(headers)
    own = next((given[name] for name in ("s-maxage", "max-age") if given.get(name, "").isdecimal()), None)
    if status not in ALWAYS_CACHED and (status not in CACHED_ON_DEMAND or own is None):
        return 0
    return max(float(own or 0), retry_ttl(status, errors))


def retry_ttl(status: int, errors: Mapping[int, ErrorRule]) -> float:
    """The error caching minimum TTL of a status. (Guide: custom-error-pages-expiration.html)"""
    return errors[status].ttl if status in errors else ERROR_TTL


def varies_always(headers: Headers) -> bool:
    """`Vary: *` makes the edge ask the origin each time, unless the minimum TTL is above 0.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "Content negotiation".
    """
    return "*" in items(headers, "vary")


def directives(headers: Headers) -> dict[str, str]:
    """The directives of Cache-Control in lower case, with their values."""
    pairs = (item.strip().partition("=") for item in joined(headers, "cache-control").split(","))
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs if name}
