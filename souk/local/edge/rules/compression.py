"""Compression at the edge: which objects, with what, and what becomes of their headers."""

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

from souk.local.edge.config import Behavior
from souk.local.edge.headers import Headers, first, items, length, with_header, without
from souk.local.edge.rules.compressible import TYPES

SMALLEST, LARGEST = 1_000, 10_000_000
STATUSES = frozenset({200, 403, 404})


class Compressor(Protocol):
    """Compresses a body piece by piece."""

    def process(self, data: bytes) -> bytes:
        """The compressed bytes that are ready."""
        ...

    def finish(self) -> bytes:
        """The rest."""
        ...


class Gzip:
    """A gzip compressor of brotli's shape."""

    def __init__(self) -> None:
        self._zlib = zlib.compressobj(wbits=31)

    def process(self, data: bytes) -> bytes:
        """The compressed bytes that are ready."""
        return self._zlib.compress(data)

    def finish(self) -> bytes:
        """The rest."""
        return self._zlib.flush()


COMPRESSORS: dict[str, Callable[[], Compressor]] = {"br": lambda: brotli.Compressor(quality=5), "gzip": Gzip}


def encoding(behavior: Behavior, accepted: str, status: int, headers: Headers, ttl: float) -> str | None:
    """The encoding for an object: brotli before gzip, if the viewer accepts it and all conditions hold.

    Compression must be on, the object of a listed type, not encoded yet, of 1,000 to 10,000,000 bytes by its
    Content-Length, with status 200, 403 or 404 and a TTL above 0. Guide: ServingCompressedFiles.html, "Conditions for
    compression".
    """
    kind = (first(headers, "content-type") or "").partition(";")[0].strip().lower()
    size = length(headers)
    if not (behavior.compress and accepted and kind in TYPES and status in STATUSES and ttl > 0):
        return None
    if first(headers, "content-encoding") is not None or size is None or not SMALLEST <= size <= LARGEST:
        return None
    return accepted.partition(",")[0]


def compressed_headers(headers: Headers, name: str) -> Headers:
    """The headers of the compressed object: a strong ETag becomes a weak one, an invalid ETag goes.

    Guide: ServingCompressedFiles.html, "ETag header conversion".
    """
    tag = first(headers, "etag") or ""
    vary = ", ".join(dict.fromkeys([*items(headers, "vary"), "Accept-Encoding"]))
    headers = without(headers, {"content-length", "etag", "accept-ranges"})
    if tag.startswith(('"', "W/")):
        headers = (*headers, ("etag", tag if tag.startswith("W/") else f"W/{tag}"))
    return with_header(with_header(headers, "content-encoding", name), "vary", vary)
