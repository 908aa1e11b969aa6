"""The update server of the gadgets: serves a TUF repository (https://theupdateframework.io) from a bucket.

A plain WSGI program, which gunicorn runs (Procfile) and whose access log has a line for each request. It knows
of no cache and no proxy: it answers what S3 answers, ranges and conditional requests included.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

PATHS = re.compile(r"/(?P<key>(?:metadata|targets)/[A-Za-z0-9._-]+)")
"""The repository's two folders, which have no folders of their own."""
CHUNK = 256 * 1024
CONDITIONS = {"HTTP_IF_NONE_MATCH": "IfNoneMatch"}
"""Request headers that are S3's arguments as they are."""
HEADERS = ("content-length", "content-range", "content-type", "etag", "last-modified")
REASONS = {
    200: "OK",
    206: "Partial Content",
    304: "Not Modified",
    404: "Not Found",
    405: "Method Not Allowed",
    412: "Precondition Failed",
    416: "Range Not Satisfiable",
    502: "Bad Gateway",
}

Environ = Mapping[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class Repository:
    """The WSGI application for one bucket."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to a request: an object piece by piece, or an empty body with the reason as its status."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _empty(405, start_response, [("Allow", "GET, HEAD")])
        if environ["PATH_INFO"] == "/alive":
            return _empty(200, start_response)
        match = PATHS.fullmatch(environ["PATH_INFO"])
        if match is None:
            return _empty(404, start_response)
        return self._object(match["key"], environ, start_response)

    def _object(self, key: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        ask = self._s3.head_object if is_head else self._s3.get_object
        conditions = {name: environ[header] for header, name in CONDITIONS.items() if environ.get(header)}
        resumes = resumed(environ)
        try:
            try:
                answer = ask(Bucket=self._bucket, Key=key, **conditions, **resumes)
            except ClientError as error:
                if not (resumes and _status(error) == 412):
                    raise
                answer = ask(Bucket=self._bucket, Key=key, **conditions)
        except ClientError as error:
            status = _status(error)
            return _empty(status if status in REASONS else 502, start_response, _tag(error) if status == 304 else ())
        except BotoCoreError:
            return _empty(502, start_response)
        sent = answer["ResponseMetadata"]["HTTPHeaders"]
        status = 206 if "ContentRange" in answer else 200
        headers = [(name.title(), sent[name]) for name in HEADERS if name in sent]
        start_response(f"{status} {REASONS[status]}", [*headers, ("Accept-Ranges", "bytes")])
        return () if is_head else _Body(answer["Body"])


class _Body:
    """The pieces of an object; gunicorn closes it when a client goes away."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        pieces: Iterator[bytes] = self._stream.iter_chunks(CHUNK)
        return pieces

    def close(self) -> None:
        self._stream.close()


def resumed(environ: Environ) -> dict[str, str]:
    """S3's arguments for a range. S3 has no If-Range: for a tag If-Match stands in, and a date gets all of it."""
    part, tag = environ.get("HTTP_RANGE", ""), environ.get("HTTP_IF_RANGE", "")
    if not part or (tag and not tag.startswith('"')):
        return {}
    return {"Range": part, "IfMatch": tag} if tag else {"Range": part}


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 502))


def _tag(error: ClientError) -> list[tuple[str, str]]:
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    return [("Etag", headers["etag"])] if "etag" in headers else []


def _empty(status: int, start_response: StartResponse, headers: Iterable[tuple[str, str]] = ()) -> Iterable[bytes]:
    length = () if status == 304 else (("Content-Length", "0"),)
    start_response(f"{status} {REASONS[status]}", [*headers, *length])
    return ()


def application() -> Repository:
    """The application of this process; dies at its start without FIRMWARE_BUCKET."""
    config = Config(max_pool_connections=64, retries={"mode": "standard", "max_attempts": 3}, read_timeout=60)
    return Repository(boto3.client("s3", config=config), os.environ["FIRMWARE_BUCKET"])
