"""The users service."""

from __future__ import annotations

from typing import Any

from .. import problems
from .orders import cancel_all
from .refusals import Refusal
from .shop import Call, Handler, User

MAX_ADDRESSES = 10


def get_profile(call: Call) -> dict[str, Any]:
    user = _customer(call.caller)
    orders = [order for order in call.shop.orders.values() if order.customer_id == user.id]
    return {
        **{name: getattr(user, name) for name in ("id", "name", "email", "registered_at")},
        "orders": sum(order.status != "cancelled" for order in orders),
    }


def put_profile(call: Call) -> dict[str, Any]:
    _active(call.caller).name = call.arguments["body"]["name"]
    return get_profile(call)


def erase_me(call: Call) -> None:
    user = call.caller
    user.name = user.email = ""
    user.addresses, user.wants_mail, user.blocked, user.erased = [], False, False, True
    call.shop.notifications.pop(user.id, None)
    cancel_all(user, call.shop)


def list_addresses(call: Call) -> dict[str, Any]:
    return {"items": _customer(call.caller).addresses}


def add_address(call: Call) -> dict[str, Any]:
    user = _active(call.caller)
    if len(user.addresses) >= MAX_ADDRESSES:
        raise Refusal(problems.TooManyAddresses, f"At most {MAX_ADDRESSES}: remove one first.")
    user.addresses.append({**call.arguments["body"], "id": call.shop.new_id()})
    return user.addresses[-1]


def remove_address(call: Call) -> None:
    left = [address for address in call.caller.addresses if address["id"] != call.arguments["address_id"]]
    if len(left) == len(call.caller.addresses):
        raise Refusal(problems.NotFound)
    call.caller.addresses = left


def block_user(call: Call) -> None:
    user = _user(call)
    if user.erased:
        raise Refusal(problems.Erased, "Sign up with a new account.")
    user.blocked = True


def unblock_user(call: Call) -> None:
    _user(call).blocked = False


def get_customer(call: Call) -> dict[str, Any]:
    user = _customer(_user(call))
    return {"id": user.id, "registered_at": _active(user).registered_at}


def _user(call: Call) -> User:
    user = call.shop.users.get(call.arguments["customer_id"])
    if user is None:
        raise Refusal(problems.NotFound)
    return user


def _customer(user: User) -> User:
    if user.erased:
        raise Refusal(problems.NotFound)
    return user


def _active(user: User) -> User:
    if user.erased:
        raise Refusal(problems.Erased, "Sign up with a new account.")
    if user.blocked:
        raise Refusal(problems.Blocked, "Ask the shop why.")
    return user


STAFF_ONLY = frozenset({"block_user", "unblock_user"})
HANDLERS: dict[str, Handler] = {
    "get_profile": get_profile,
    "put_profile": put_profile,
    "erase_me": erase_me,
    "list_addresses": list_addresses,
    "add_address": add_address,
    "remove_address": remove_address,
    "block_user": block_user,
    "unblock_user": unblock_user,
    "get_customer": get_customer,
}
