"""The headers of responses, and custom error responses."""

from __future__ import annotations

from typing import Any

from souk.local.edge.config import ErrorRule
from tests.edge.fakes import Serve
from tests.edge.rows import ERROR, HIT, MISS, Ask, At, Row, Wait, behavior, cached, distribution, policy

SHOP = "https://shop.souk.example"
CORS: dict[str, Any] = {
    "AccessControlAllowOrigins": {"Items": ["https://*.souk.example"]},
    "AccessControlAllowHeaders": {"Items": ["x-own"]},
    "AccessControlAllowMethods": {"Items": ["GET", "HEAD"]},
    "AccessControlExposeHeaders": {"Items": ["etag"]},
    "AccessControlAllowCredentials": True,
    "AccessControlMaxAgeSec": 600,
    "OriginOverride": True,
}
SECURITY = {
    "StrictTransportSecurity": {"AccessControlMaxAgeSec": 60, "IncludeSubdomains": True, "Override": True},
    "ContentTypeOptions": {"Override": True},
    "FrameOptions": {"FrameOption": "DENY", "Override": False},
    "XSSProtection": {"Protection": True, "ModeBlock": True, "Override": True},
    "ReferrerPolicy": {"ReferrerPolicy": "no-referrer", "Override": True},
    "ContentSecurityPolicy": {"ContentSecurityPolicy": "default-src 'self'", "Override": True},
}
ALL = frozenset({"GET", "HEAD", "OPTIONS"})


def with_policy(**parts: Any) -> dict[str, Any]:
    return {"distribution": distribution(behavior(response_headers=parts, methods=ALL))}


def custom(override: bool) -> dict[str, Any]:
    items = [{"Header": "X-Own", "Value": "edge", "Override": override}]
    return with_policy(CustomHeadersConfig={"Items": items})


def preflight(**more: Any) -> Ask:
    return Ask(method="OPTIONS", headers={"origin": SHOP}, **more)


PAGES = {"errors": {404: ErrorRule(10, "/errors/404.html", 200), 500: ErrorRule(10, "/errors/500.html", None)}}
ERRORS = distribution(behavior("/errors/*"), behavior(), **PAGES)
COOKIES = distribution(behavior(policy=policy(cookies=["a"])))
LANGUAGE = distribution(behavior(policy=policy(headers=["accept-language"])))
DEVICE = distribution(behavior(policy=policy(headers=["cloudfront-is-mobile-viewer"])))

ROWS = [
    Row("Via names the edge", (Ask(),), 200, {"via": "1.1 local.cloudfront.net (CloudFront)"}),
    Row("the origin's Via, Age and X-Cache are replaced",
        (cached(via="1.1 app", age="9", x_cache="Hit from app"), Ask()), 200,
        {"age": None, "x-cache": MISS, "via": "1.1 local.cloudfront.net (CloudFront)"}),
    Row("the origin's other headers pass", (cached(x_own="1"), Ask()), 200, {"x-own": "1"}),
    Row("Set-Cookie goes if no cookies are forwarded", (cached(set_cookie="a=1"), Ask()), 200, {"set-cookie": None}),
    Row("Set-Cookie stays if cookies are forwarded", (cached(set_cookie="a=1"), Ask()), 200, {"set-cookie": "a=1"},
        distribution=COOKIES),
    Row("Vary keeps Accept-Encoding and Cookie", (cached(vary="Accept-Encoding, Cookie, X-Own"), Ask()), 200,
        {"vary": "Accept-Encoding, Cookie"}),
    Row("Vary keeps headers of the key", (cached(vary="Accept-Language, X-Own"), Ask()), 200,
        {"vary": "Accept-Language"}, distribution=LANGUAGE),
    Row("Vary keeps User-Agent only for devices", (cached(vary="User-Agent"), Ask()), 200, {"vary": None}),
    Row("Vary keeps User-Agent for devices", (cached(vary="User-Agent"), Ask()), 200, {"vary": "User-Agent"},
        distribution=DEVICE),
    Row("a policy adds a header", (Ask(),), 200, {"x-own": "edge"}, **custom(override=False)),
    Row("a header of the origin stays without override", (cached(x_own="app"), Ask()), 200, {"x-own": "app"},
        **custom(override=False)),
    Row("a header of the origin goes with override", (cached(x_own="app"), Ask()), 200, {"x-own": "edge"},
        **custom(override=True)),
    Row("a policy removes a header", (cached(server="app"), Ask()), 200, {"server": None},
        **with_policy(RemoveHeadersConfig={"Items": [{"Header": "Server"}]})),
    Row("a policy sets security headers", (Ask(),), 200,
        {"strict-transport-security": "max-age=60; includeSubDomains", "x-content-type-options": "nosniff",
         "x-frame-options": "DENY", "x-xss-protection": "1; mode=block", "referrer-policy": "no-referrer",
         "content-security-policy": "default-src 'self'"}, **with_policy(SecurityHeadersConfig=SECURITY)),
    Row("an origin's security header stays without override", (cached(x_frame_options="SAMEORIGIN"), Ask()), 200,
        {"x-frame-options": "SAMEORIGIN"}, **with_policy(SecurityHeadersConfig=SECURITY)),
    Row("an allowed Origin gets the headers of CORS", (Ask(headers={"origin": SHOP}),), 200,
        {"access-control-allow-origin": SHOP, "access-control-allow-credentials": "true",
         "access-control-expose-headers": "etag", "access-control-allow-methods": None},
        **with_policy(CorsConfig=CORS)),
    Row("another Origin gets none", (Ask(headers={"origin": "https://evil.example"}),), 200,
        {"access-control-allow-origin": None}, **with_policy(CorsConfig=CORS)),
    Row("a request without Origin gets none", (Ask(),), 200, {"access-control-allow-origin": None},
        **with_policy(CorsConfig=CORS)),
    Row("a preflight gets methods, headers and age", (preflight(),), 200,
        {"access-control-allow-methods": "GET, HEAD", "access-control-allow-headers": "x-own",
         "access-control-max-age": "600"}, **with_policy(CorsConfig=CORS)),
    Row("a preflight gets nothing that the policy doesn't name", (preflight(),), 200,
        {"access-control-allow-origin": "*", "access-control-allow-methods": None, "access-control-allow-headers": None,
         "access-control-max-age": None},
        **with_policy(CorsConfig={"AccessControlAllowOrigins": {"Items": ["*"]}, "OriginOverride": False,
        "AccessControlAllowHeaders": {"Quantity": 0}, "AccessControlAllowMethods": {"Quantity": 0}})),
    Row("all methods are spelled out", (preflight(),), 200,
        {"access-control-allow-methods": "GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE"},
        **with_policy(CorsConfig={**CORS, "AccessControlAllowMethods": {"Items": ["ALL"]}})),
    Row("any Origin is answered with an asterisk", (Ask(headers={"origin": SHOP}),), 200,
        {"access-control-allow-origin": "*"},
        **with_policy(CorsConfig={**CORS, "AccessControlAllowOrigins": {"Items": ["*"]}})),
    Row("CORS is of the viewer, not of the cached object",
        (Ask(), Ask(headers={"origin": SHOP})), 200, {"x-cache": HIT, "access-control-allow-origin": SHOP}, asked=1,
        **with_policy(CorsConfig=CORS)),
    Row("an error has the policy's headers, too", (Serve(status=404), Ask()), 404, {"x-own": "edge"},
        **custom(override=True)),
    Row("an error is replaced by its page and status",
        (At("/a.txt", Serve(b"", 404)), At("/errors/404.html", Serve(b"sorry")), Ask()), 200, {"x-cache": ERROR},
        b"sorry", asked=2, distribution=ERRORS),
    Row("a page without a status keeps the error's",
        (At("/a.txt", Serve(b"", 500)), At("/errors/500.html", Serve(b"sorry")), Ask()), 500, {}, b"sorry",
        distribution=ERRORS),
    Row("the page is cached, as the error is",
        (At("/a.txt", Serve(b"", 404)), At("/errors/404.html", Serve(b"sorry")), Ask(), Wait(9), Ask()), 200, {},
        b"sorry", asked=2, distribution=ERRORS),
    Row("after the error caching TTL the object is asked for again",
        (At("/a.txt", Serve(b"", 404)), At("/errors/404.html", Serve(b"sorry")), Ask(), At("/a.txt", Serve(b"here")),
         Wait(10), Ask()), 200, {}, b"here", distribution=ERRORS),
    Row("a page that can't be had leaves the error",
        (At("/a.txt", Serve(b"gone", 404)), At("/errors/404.html", Serve(b"", 403)), Ask()), 404, {}, b"gone",
        distribution=ERRORS),
    Row("other errors have no page", (At("/a.txt", Serve(b"", 403)), Ask()), 403, asked=1, distribution=ERRORS),
    Row("a page has no ranges", (At("/a.txt", Serve(b"", 404)), At("/errors/404.html", Serve(b"sorry")),
        Ask(headers={"range": "bytes=0-1"})), 200, {}, b"sorry", distribution=ERRORS),
]  # fmt: skip
