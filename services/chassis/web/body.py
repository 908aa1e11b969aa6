"""What a request's body may be: not too large, JSON by its type, and JSON that every reader takes for the same."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from chassis.core.errors import BadRequest, TooLarge, UnsupportedMedia

MAX_BODY = 256 * 1024
LOST = "\ufffd"  # what API Gateway makes of bytes that are no UTF-8, before it hands the body on as text


async def read(scope: Scope, receive: Receive) -> bytes:
    """Read the body and refuse what it can't be.

    API Gateway passes no Content-Length on, so the bytes themselves are counted. It has to happen outside the app:
    inside, FastAPI would call too large a body one that can't be parsed.
    Raises TooLarge, UnsupportedMedia, BadRequest.
    """
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise TooLarge(f"At most {MAX_BODY // 1024} KiB.")
    if body and Headers(scope=scope).get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise UnsupportedMedia
    if body:
        _parse(body)
    return body


def unread(body: bytes, receive: Receive) -> Receive:
    """A body that was read, as it is to be read again."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def read_again() -> Message:
        return messages.pop() if messages else await receive()

    return read_again


def _parse(body: bytes) -> None:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8.") from error
    if LOST in text:
        raise BadRequest("The body is not UTF-8, or holds U+FFFD, which stands for what was lost.")
    try:
        json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Which of two equal keys counts is left to each reader (RFC 8259, 4): others may see what we did not check."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise BadRequest("The body names a field twice: send each once.")
    return fields


def _no_number(_name: str) -> NoReturn:
    """Python reads NaN and Infinity, which JSON doesn't have."""
    raise ValueError
