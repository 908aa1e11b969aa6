"""Files of pictures as far as their bytes alone tell: the type, the structure up to the picture's end, and traps.

Pillow decodes the pixels afterwards (`adapters/thumbnails.py`). It reads past nothing that is refused here, but it
would neither notice bytes after a picture's end nor a second picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from website.domain.pictures import JPEG, PNG, WEBP, Reason, Refused

HEAD = 512
"""The first bytes of a file, which tell its type."""
SIGNATURES = {JPEG: rb"\xff\xd8\xff", PNG: rb"\x89PNG\r\n\x1a\n", WEBP: rb"RIFF.{4}WEBP"}
SVG = re.compile(rb"(\xef\xbb\xbf)?\s*(<\?xml|<!--|<!DOCTYPE svg|<svg)", re.IGNORECASE)
ACTIVE = re.compile(rb"<(script|iframe|!doctype|html[\s>]|\?php\s|svg[\s>][^\xff]{0,200}xmlns)", re.IGNORECASE)
"""Markup that a browser would run if it took the file for a page."""
MAX_SCANS = 100
"""Progressive JPEGs have about ten; each costs as much time as all pixels."""
NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""The end of a scan's data: a marker that is neither a stuffed byte nor a restart."""


def type_of(head: bytes) -> str:
    """The media type of a file by its first bytes. Raises Refused if the shop takes no such files."""
    if not head:
        raise Refused(Reason.EMPTY)
    for media_type, signature in SIGNATURES.items():
        if re.match(signature, head, re.DOTALL):
            return media_type
    raise Refused(Reason.SVG if SVG.match(head) else Reason.NO_PICTURE)


def check_structure(content: bytes) -> str:
    """The media type of a whole file, whose structure ends exactly where the file does. Raises Refused."""
    media_type = type_of(content[:HEAD])
    end = ENDS[media_type](content)
    if end < len(content):
        raise Refused(Reason.TRAILING_BYTES)
    if end > len(content):
        raise Refused(Reason.DAMAGED)
    if ACTIVE.search(content):
        raise Refused(Reason.MARKUP)
    return media_type


def _end_of_jpeg(content: bytes) -> int:
    """The position after the marker of the end. Segments have a length, the data of a scan ends at a marker."""
    position, scans = 2, 0
    while True:
        if content[position : position + 1] != b"\xff":
            raise Refused(Reason.DAMAGED)
        while content[position + 1 : position + 2] == b"\xff":
            position += 1
        marker = content[position + 1 : position + 2]
        if marker == b"\xd9":
            return position + 2
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        if length < 2:
            raise Refused(Reason.DAMAGED)
        position += 2 + length
        if marker == b"\xda":
            scans += 1
            if scans > MAX_SCANS:
                raise Refused(Reason.TOO_COMPLEX)
            next_marker = NEXT_MARKER.search(content, position)
            if next_marker is None:
                raise Refused(Reason.DAMAGED)
            position = next_marker.start()


def _end_of_png(content: bytes) -> int:
    """The position after the chunk IEND."""
    position = 8
    while True:
        length, kind = int.from_bytes(content[position : position + 4], "big"), content[position + 4 : position + 8]
        if len(kind) < 4:
            raise Refused(Reason.DAMAGED)
        if kind == b"acTL":
            raise Refused(Reason.ANIMATED)
        position += 12 + length
        if kind == b"IEND":
            return position


def _end_of_webp(content: bytes) -> int:
    """The position after the container. Its chunks are walked for an animation."""
    end = 8 + int.from_bytes(content[4:8], "little")
    position = 12
    while position < min(end, len(content)):
        kind, length = content[position : position + 4], int.from_bytes(content[position + 4 : position + 8], "little")
        if kind in (b"ANIM", b"ANMF"):
            raise Refused(Reason.ANIMATED)
        position += 8 + length + length % 2
    return end


ENDS: dict[str, Callable[[bytes], int]] = {JPEG: _end_of_jpeg, PNG: _end_of_png, WEBP: _end_of_webp}
