"""The site's bucket: its promises, and the objects of S3 that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

YEAR = "public, max-age=31536000, immutable"
NONE = "no-store"
TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
}


class Site(Protocol):
    """Files by key. Each is replaced wholly or not at all."""

    def tags(self, prefix: str) -> Mapping[str, str]:
        """The MD5 of each file whose key begins so."""
        ...

    def read(self, key: str) -> bytes | None:
        """A file; None if there is none."""
        ...

    def write(self, key: str, content: bytes, cache_control: str) -> None:
        """Store a file, with the type that its name says."""
        ...


class Bucket:
    """A site in S3."""

    def __init__(self, s3: Any, name: str) -> None:
        self._s3, self._name = s3, name

    def tags(self, prefix: str) -> Mapping[str, str]:
        """See Site."""
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._name, Prefix=prefix)
        return {each["Key"]: each["ETag"].strip('"') for page in pages for each in page.get("Contents", [])}

    def read(self, key: str) -> bytes | None:
        """See Site."""
        try:
            return bytes(self._s3.get_object(Bucket=self._name, Key=key)["Body"].read())
        except self._s3.exceptions.NoSuchKey:
            return None

    def write(self, key: str, content: bytes, cache_control: str) -> None:
        """See Site."""
        kind = TYPES.get(key.rpartition(".")[2], "application/octet-stream")
        self._s3.put_object(Bucket=self._name, Key=key, Body=content, ContentType=kind, CacheControl=cache_control)
