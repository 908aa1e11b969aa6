"""Validation of request bodies: size, content type, and JSON that every parser reads alike."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from chassis.core.errors import BadRequest, TooLarge, UnsupportedMedia

MAX_BODY = 256 * 1024
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
REPLACEMENT = "\ufffd"  # API Gateway puts it in place of bytes that are not UTF-8


async def read(scope: Scope, receive: Receive, forms: Sequence[str] = ()) -> bytes:
    """Read and validate the body; a form on a path that one of `forms` matches is left out.

    API Gateway passes no Content-Length on, so the bytes themselves are counted; and outside the app, because FastAPI
    would report a body that is too large as one that can't be parsed.
    Raises TooLarge, UnsupportedMedia, BadRequest.
    """
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise TooLarge(f"At most {MAX_BODY // 1024} KiB.")
    kind = Headers(scope=scope).get("content-type", "").split(";")[0].strip().lower()
    if kind in FORMS and any(re.fullmatch(path, scope["path"]) for path in forms):
        return b""
    if body and kind != "application/json":
        raise UnsupportedMedia
    if body:
        _parse(body)
    return body


def replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that delivers a body that was read before."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def read_again() -> Message:
        return messages.pop() if messages else await receive()

    return read_again


def _parse(body: bytes) -> None:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8.") from error
    if REPLACEMENT in text:
        raise BadRequest("The body is not UTF-8, or holds U+FFFD, which stands for what was lost.")
    try:
        json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Parsers differ in which of two equal keys counts (RFC 8259, 4): another could read an unchecked value."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise BadRequest("The body names a field twice: send each once.")
    return fields


def _no_number(_name: str) -> NoReturn:
    """Python parses NaN and Infinity, which are not JSON."""
    raise ValueError
