"""What users can do, one verb a function."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from chassis.core.errors import ChangedMeanwhile, Conflict, NotFound
from chassis.core.identity import IdempotencyKey, Identity
from chassis.core.text import strip_forbidden
from users.domain import Address, User
from users.ports import Accounts, Users


def find_user(user_id: str, users: Users) -> User:
    """A customer. Raises NotFound for those who never were or were erased."""
    user = users.get(user_id)
    if user is None or user.erased:
        raise NotFound
    return user


def find_customer(user_id: str, users: Users, accounts: Accounts) -> User:
    """A customer who may order at this moment. Raises NotFound also if the account was closed, Blocked."""
    user = find_user(user_id, users)
    user.must_be_active()
    # Whoever administers the pool may have closed or disabled an account there.
    accounts.must_be_open(user_id)
    return user


def save_profile(caller: Identity, name: str, users: Users, accounts: Accounts) -> User:
    """Register the caller, or correct their profile. The address for mail is the one the user pool has verified."""
    existing = users.get(caller.id)
    if existing:
        existing.must_be_active()
    email = accounts.email(caller.username)
    if existing is None:
        return register(caller.id, name, email, users)
    with users.change(caller.id) as user:
        user.change(name, email)
    return user


def register(user_id: str, name: str, email: str, users: Users) -> User:
    """Make a customer of a person, once."""
    existing = users.get(user_id)
    if existing:
        return existing
    user = User.register(user_id, name, email)
    users.add(user)
    return user


def sign_up(user_id: str, name: str, email: str, users: Users) -> User:
    """Make a customer of a person, once, by the name that the user pool took as it came, or by the address."""
    return register(user_id, strip_forbidden(name) or email.partition("@")[0], email, users)


def erase(caller: Identity, users: Users, accounts: Accounts) -> None:
    """Forget the caller, first here and by that everywhere, then where they sign in. Safe to repeat."""
    with suppress(NotFound), users.change(caller.id) as user:
        user.erase()
    accounts.delete(caller.username)


def block(user_id: str, users: Users, accounts: Accounts) -> None:
    """Keep a person out, first here and then where they sign in. Safe to repeat. Raises NotFound, Erased."""
    with users.change(user_id) as user:
        user.block()
    accounts.disable(user_id)


def unblock(user_id: str, users: Users, accounts: Accounts) -> None:
    """Let a person in again. Safe to repeat. Raises NotFound."""
    with users.change(user_id) as user:
        accounts.enable(user_id)
        user.unblock()


def add_address(user_id: str, address: Address, key: IdempotencyKey, users: Users) -> Address:
    """Add an address. The same request again answers the first one."""
    added = users.find_address_by_request(key)
    if added is None:
        try:
            users.add_address(user_id, address, key)
        except Conflict:
            # The same request may have come twice at once, and the other one have been faster.
            added = users.find_address_by_request(key)
            if added is None:
                raise
    return replace(address, id=added or address.id)


def remove_address(user_id: str, address_id: str, users: Users) -> None:
    """Remove an address. Raises NotFound."""
    with users.change(user_id) as user:
        user.remove_address(address_id)


@retry(
    # Orders of one customer arrive side by side; a refused one would only come again after minutes.
    retry=retry_if_exception_type(ChangedMeanwhile),
    wait=wait_random_exponential(multiplier=0.03, max=0.5),
    stop=stop_after_attempt(8),
    reraise=True,
)
def count_order(user_id: str, difference: int, cause: str, users: Users) -> None:
    """Keep count of a customer's orders, once per cause; nobody is there to be counted for is fine. Raises Erased."""
    with suppress(NotFound), users.change(user_id, cause=cause) as user:
        user.count_order(difference)


def refuse_order(user_id: str, order_id: str, cause: str, users: Users) -> None:
    """Announce that an order can't stand, once per cause."""
    with users.change(user_id, cause=cause) as user:
        user.refuse_order(order_id)
