"""The use cases of users, one verb per function."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.core.idempotency import once
from chassis.core.identity import IdempotencyKey, Identity
from chassis.core.retry import retry_on
from chassis.core.text import strip_forbidden
from users.domain import Address, User
from users.ports import Accounts, Users


def find_user(user_id: str, users: Users) -> User:
    """The customer with this id. Raises NotFound if there is none or they were erased."""
    user = users.get(user_id)
    if user is None or user.erased:
        raise NotFound
    return user


def find_customer(user_id: str, users: Users, accounts: Accounts) -> User:
    """A customer who may order now. Raises Blocked, or NotFound, also for a closed account."""
    user = find_user(user_id, users)
    user.ensure_active()
    # An administrator of the pool may have deleted or disabled the account there.
    accounts.ensure_open(user_id)
    return user


def save_profile(caller: Identity, name: str, users: Users, accounts: Accounts) -> User:
    """Register the caller or update their profile, with the email address that the user pool has verified."""
    registered = users.get(caller.id)
    if registered:
        registered.ensure_active()
    email = accounts.email(caller.username)
    if registered is None:
        return register(caller.id, name, email, users)
    with users.change(caller.id) as user:
        user.update_profile(name, email)
    return user


def register(user_id: str, name: str, email: str, users: Users) -> User:
    """Create a customer, or return the existing one."""
    if registered := users.get(user_id):
        return registered
    user = User.register(user_id, name, email)
    users.add(user)
    return user


def sign_up(user_id: str, name: str, email: str, users: Users) -> User:
    """Create a customer from a confirmed account. The pool does not check names; the address replaces an empty one."""
    return register(user_id, strip_forbidden(name) or email.partition("@")[0], email, users)


def erase(caller: Identity, users: Users, accounts: Accounts) -> None:
    """Erase the caller here, in every service by the event, then in the user pool. Idempotent."""
    with suppress(NotFound), users.change(caller.id) as user:
        user.erase()
    accounts.delete(caller.username)


def block(user_id: str, users: Users, accounts: Accounts) -> None:
    """Block a user here, then disable their account. Idempotent. Raises NotFound, Erased."""
    with users.change(user_id) as user:
        user.block()
    accounts.disable(user_id)


def unblock(user_id: str, users: Users, accounts: Accounts) -> None:
    """Enable a user's account, then unblock them. Idempotent. Raises NotFound."""
    with users.change(user_id) as user:
        accounts.enable(user_id)
        user.unblock()


def add_address(user_id: str, address: Address, key: IdempotencyKey, users: Users) -> Address:
    """Add an address. A repeated request returns the first result."""

    def add() -> str:
        users.add_address(user_id, address, key)
        return address.id

    return replace(address, id=once(add, lambda: users.find_address_by_request(key)))


def remove_address(user_id: str, address_id: str, users: Users) -> None:
    """Remove an address. Raises NotFound."""
    with users.change(user_id) as user:
        user.remove_address(address_id)


# A customer's orders may arrive in parallel, and a message is only redelivered after minutes.
@retry_on(ChangedMeanwhile)
def adjust_order_count(user_id: str, difference: int, cause: str, users: Users) -> None:
    """Adjust a customer's number of orders, once per cause; ignore unknown customers. Raises Erased."""
    with suppress(NotFound), users.change(user_id, cause=cause) as user:
        user.adjust_order_count(difference)


def refuse_order(user_id: str, order_id: str, cause: str, users: Users) -> None:
    """Announce that an order is refused, once per cause."""
    with users.change(user_id, cause=cause) as user:
        user.refuse_order(order_id)
