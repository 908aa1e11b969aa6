"""A repeated request gets its first response, whatever would refuse the address by now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.gateway import Client
from tests.users.fakes import MemoryUsers
from tests.users.test_routes import HOME, KEY
from users.domain import MAX_ADDRESSES, User

OTHER_KEY = KEY[::-1]


def fill(user: User) -> None:
    """Add the first address until there is no room left."""
    while len(user.addresses) < MAX_ADDRESSES:
        user.add_address(user.addresses[0])


SINCE: dict[str, Callable[[User], None]] = {
    "blocked": User.block,
    "erased": User.erase,
    "too-many-addresses": fill,
}
"""Changes by the refusal that they lead to."""


@pytest.mark.parametrize("refusal", SINCE)
def test_the_same_address_gets_the_same_response_and_another_one_is_refused(
    alice: Client, users: MemoryUsers, refusal: str
) -> None:
    first = alice.post("/users/me/addresses", HOME, key=KEY)
    with users.change("alice") as user:
        SINCE[refusal](user)

    again = alice.post("/users/me/addresses", HOME, key=KEY)

    assert (again.status, again.text) == (201, first.text)
    assert alice.post("/users/me/addresses", {**HOME, "city": "Uppsala"}, key=KEY).problem == "key-reused"
    assert alice.post("/users/me/addresses", HOME, key=OTHER_KEY).problem == refusal
