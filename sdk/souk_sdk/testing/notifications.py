"""The notifications service; events reach it at once."""

from __future__ import annotations

from typing import Any

from .. import problems
from .pages import page
from .refusals import Refusal
from .shop import Call, Handler


def list_notifications(call: Call) -> dict[str, Any]:
    return page(call, _of_caller(call), lambda item: str(item["id"]), dict, newest_first=True)


def read_notification(call: Call) -> None:
    for notification in _of_caller(call):
        if notification["id"] == call.arguments["notification_id"]:
            notification["read"] = True
            return
    raise Refusal(problems.NotFound)


def get_preferences(call: Call) -> dict[str, Any]:
    return {"mail": call.caller.wants_mail}


def put_preferences(call: Call) -> dict[str, Any]:
    if call.caller.erased:
        raise Refusal(problems.Erased, "Sign up with a new account.")
    call.caller.wants_mail = call.arguments["body"]["mail"]
    return get_preferences(call)


def _of_caller(call: Call) -> list[dict[str, Any]]:
    return call.shop.notifications.get(call.caller.id, [])


STAFF_ONLY: frozenset[str] = frozenset()
HANDLERS: dict[str, Handler] = {
    "list_notifications": list_notifications,
    "read_notification": read_notification,
    "get_preferences": get_preferences,
    "put_preferences": put_preferences,
}
