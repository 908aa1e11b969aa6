"""Rules of a cache behavior: its path pattern, protocol and methods, and the distribution's root object."""

import re
import string
from dataclasses import replace
from functools import lru_cache

from souk.local.edge.config import Behavior, Distribution
from souk.local.edge.headers import first, length
from souk.local.edge.refusals import redirect, refuse
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response

LONGEST_URL = 8192
LONGEST_REQUEST = 20_480
SEPARATORS = 4
"""Bytes of a header beside its name and value: a colon, a space and the end of the line."""
ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset(f"{string.ascii_letters}{string.digits}-._~")


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    """A path pattern: `*` stands for any characters, `?` for one, and case matters. A leading `/` may be omitted.

    Guide: DownloadDistValuesCacheBehavior.html, "Path pattern".
    """
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in text)
    return re.compile("".join(parts), re.DOTALL)


def select(distribution: Distribution, path: str) -> Behavior:
    """The first behavior whose pattern matches the path, in their order; the default one matches all others.

    Guide: DownloadDistValuesCacheBehavior.html, "Path pattern".
    """
    compared = normalized(path).removeprefix("/")
    for behavior in distribution.behaviors[:-1]:
        if pattern(behavior.pattern.removeprefix("/")).fullmatch(compared):
            return behavior
    return distribution.behaviors[-1]


def normalized(path: str) -> str:
    """A path as it is compared with patterns: without `//`, `.` and `..`, so that these go around no behavior.

    Guide: DownloadDistValuesCacheBehavior.html, "Path normalization": it is normalized consistent with RFC 3986, and
    the origin gets the raw path.
    """
    if "//" not in path and "/." not in path and "%" not in path:
        return path
    kept: list[str] = []
    segments = [segment for segment in ESCAPE.sub(_unescaped, path).split("/") if segment]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    is_folder = path.endswith("/") or segments[-1:] in (["."], [".."])
    return "/" + "/".join(kept) + ("/" if is_folder and kept else "")


def _unescaped(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if char in UNRESERVED else escape[0].upper()


def with_root(distribution: Distribution, request: ViewerRequest) -> ViewerRequest:
    """A request for `/` is one for the default root object. Folders below have none.

    Guide: DefaultRootObject.html.
    """
    if distribution.root and request.path == "/":
        return replace(request, path=f"/{distribution.root}")
    return request


def refuse_closed(distribution: Distribution) -> Response | None:
    """A disabled distribution accepts no requests. (Guide: HowToUpdateDistribution.html)"""
    if not distribution.enabled:
        return refuse(403, f"The distribution {distribution.id} is disabled.")
    return None


def refuse_country(distribution: Distribution) -> Response | None:
    """Geo restriction compares the viewer's country with a list: on AWS only, since a laptop's viewers have none.

    Guide: georestrictions.html.
    """
    if distribution.countries is None:
        return None
    kind = distribution.countries["RestrictionType"]
    reason = f"The distribution {distribution.id} restricts countries ({kind}), which works on AWS only."
    return refuse(501, f"{reason} The local edge can't tell where a viewer is.")


def refuse_length(request: ViewerRequest) -> Response | None:
    """A URL of more than 8,192 bytes, or a request of more than 20,480 without its body, is answered with 413.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "Maximum length of a request and maximum length of a URL".
    """
    if len(request.url) > LONGEST_URL:
        return refuse(413, f"The URL has more than {LONGEST_URL} bytes.")
    headers = sum(len(name) + len(value) + SEPARATORS for name, value in request.headers)
    if len(request.path) + len(request.query) + headers > LONGEST_REQUEST:
        return refuse(413, f"The request has more than {LONGEST_REQUEST} bytes of headers.")
    return None


def refuse_upgrade(request: ViewerRequest) -> Response | None:
    """WebSockets work on AWS only. (Guide: distribution-working-with.websockets.html)"""
    if "websocket" in (first(request.headers, "upgrade") or "").lower():
        return refuse(501, "WebSockets work on AWS only: the local edge passes no connections on.")
    return None


def refuse_protocol(behavior: Behavior, request: ViewerRequest) -> Response | None:
    """`https-only` answers HTTP with 403; `redirect-to-https` redirects: 301 for GET and HEAD, otherwise 307.

    HTTP/1.0 knows no 307: other methods than GET and HEAD are refused.

    Guide: using-https-viewers-to-cloudfront.html.
    """
    if request.https or behavior.protocol == "allow-all":
        return None
    reads = request.method in ("GET", "HEAD")
    if behavior.protocol == "redirect-to-https" and (reads or request.http_version != "1.0"):
        return redirect(301 if reads else 307, request.secure_url)
    return refuse(403, "Viewers must use HTTPS to request this object.")


def refuse_method(behavior: Behavior, request: ViewerRequest) -> Response | None:
    """The edge processes only the behavior's allowed methods. (Guide: DownloadDistValuesCacheBehavior.html)"""
    if request.method not in behavior.methods:
        allowed = ", ".join(sorted(behavior.methods))
        return refuse(403, f"This distribution is not configured to allow {request.method} here, but {allowed}.")
    return None


def refuse_body(request: ViewerRequest) -> Response | None:
    """A GET with a body is answered with 403.

    Guide: RequestAndResponseBehaviorCustomOrigin.html, "GET requests that include a body".
    """
    has_body = bool(length(request.headers)) or first(request.headers, "transfer-encoding") is not None
    if request.method == "GET" and has_body:
        return refuse(403, "A GET request must not have a body.")
    return None
