"""Conditional requests against an object of the cache.

Guide: RequestAndResponseBehaviorCustomOrigin.html, "Conditional requests": the edge answers as the origin would, which
RFC 9110 (section 13) describes.
"""

from souk.local.edge.headers import Headers, first, items, moment


def precondition(request: Headers, stored: Headers) -> int | None:
    """The status that the conditions demand instead of the object: 412, 304, or None. RFC 9110, section 13.2.2."""
    tag, modified = first(stored, "etag"), first(stored, "last-modified")
    if first(request, "if-match") is not None:
        if not matches(items(request, "if-match"), tag, weak=False):
            return 412
    elif _later(modified, first(request, "if-unmodified-since")):
        return 412
    if first(request, "if-none-match") is not None:
        return 304 if matches(items(request, "if-none-match"), tag, weak=True) else None
    since = first(request, "if-modified-since")
    if _time(since) is not None and _time(modified) is not None and not _later(modified, since):
        return 304
    return None


def matches(tags: list[str], tag: str | None, weak: bool) -> bool:
    """Whether one of the tags, or `*`, is the object's. A weak comparison ignores `W/`. RFC 9110, section 8.8.3.2."""
    if tag is None:
        return False
    if "*" in tags:
        return True
    if weak:
        return tag.removeprefix("W/") in {each.removeprefix("W/") for each in tags}
    return not tag.startswith("W/") and tag in tags


def range_holds(request: Headers, stored: Headers) -> bool:
    """Whether If-Range, a strong tag or a date, still names the object; if not, it is sent whole. RFC 9110, 13.1.5."""
    value = first(request, "if-range")
    if value is None:
        return True
    if value.startswith(('"', "W/")):
        return matches([value], first(stored, "etag"), weak=False)
    time = _time(value)
    return time is not None and time == _time(first(stored, "last-modified"))


def _later(modified: str | None, limit: str | None) -> bool:
    """Whether the object changed after the limit; an invalid date limits nothing."""
    first_time, second = _time(modified), _time(limit)
    return first_time is not None and second is not None and first_time > second


def _time(value: str | None) -> float | None:
    try:
        return moment(value) if value else None
    except ValueError:
        return None
