"""Pages of a list: by cursor, or by link."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import urlencode

from .. import problems
from .refusals import Refusal
from .shop import Call

Item = TypeVar("Item")


def page(
    call: Call,
    items: Iterable[Item],
    position: Callable[[Item], str],
    render: Callable[[Item], dict[str, Any]],
    *,
    newest_first: bool = False,
) -> dict[str, Any]:
    """The page that the call's `limit` and `cursor` select, of items sorted by their position."""
    limit, cursor = call.arguments["limit"], call.arguments.get("cursor") or None
    listed = sorted(items, key=position, reverse=newest_first)
    if cursor:
        after = _decode(cursor)
        listed = [item for item in listed if (position(item) < after if newest_first else position(item) > after)]
    more = len(listed) > limit
    next_cursor = _encode(position(listed[limit - 1])) if more else None
    return {"items": [render(item) for item in listed[:limit]], **_onward(call, limit, cursor, next_cursor)}


def _onward(call: Call, limit: int, cursor: str | None, next_cursor: str | None) -> dict[str, Any]:
    if call.contract != "orders.v2":
        return {"next_cursor": next_cursor}
    return {"links": {"self": _link(limit, cursor), "next": _link(limit, next_cursor) if next_cursor else None}}


def _link(limit: int, cursor: str | None) -> str:
    return "?" + urlencode({"limit": limit, **({"cursor": cursor} if cursor else {})})


def _encode(position: str) -> str:
    return base64.urlsafe_b64encode(json.dumps({"after": position}).encode()).decode().rstrip("=")


def _decode(cursor: str) -> str:
    """The position in a cursor. Raises Refusal for one that is not of this fake."""
    try:
        decoded = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        return str(decoded["after"])
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal(problems.BadRequest, "The cursor is not one of ours: take it from the page before.") from error
