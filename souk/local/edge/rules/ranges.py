"""Requests for a part of an object."""

import re

RANGE = re.compile(r"(\d*)-(\d*)")
SIZES = 18
"""The most digits of a number that anybody means."""


class Unsatisfiable(Exception):
    """The object has none of the bytes that the range asks for: 416."""


def part(header: str | None, size: int | None) -> tuple[int, int] | None:
    """The bytes, from the first up to before the last, of a request for one range; None: the whole object.

    A header that is invalid is ignored. Of several ranges, too, the edge sends the whole object: CloudFront may send
    parts. An object of unknown size is sent whole. Guide: RangeGETs.html.
    """
    unit, _, text = (header or "").partition("=")
    match = RANGE.fullmatch(text.strip())
    if size is None or match is None or unit.strip().lower() != "bytes" or max(map(len, match.groups())) > SIZES:
        return None
    begin, end = match.groups()
    if not begin and not end:
        return None
    if not begin:
        return _last(int(end), size)
    if end and int(end) < int(begin):
        return None
    if int(begin) >= size:
        raise Unsatisfiable
    return int(begin), min(int(end) + 1, size) if end else size


def _last(count: int, size: int) -> tuple[int, int]:
    if count == 0 or size == 0:
        raise Unsatisfiable
    return max(0, size - count), size
