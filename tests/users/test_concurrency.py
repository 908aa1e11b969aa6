"""Concurrent changes to customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest

from chassis.core.errors import ChangedMeanwhile
from chassis.core.identity import IdempotencyKey
from chassis.web.app import create_app
from tests.gateway import Answer, Client
from tests.users.fakes import MemoryAccounts, MemoryUsers
from tests.users.test_routes import HOME, KEY
from tests.users.test_rules import PLACED, an_address
from users import ports
from users.actions import add_address
from users.domain import MAX_ADDRESSES, Address, User
from users.reactions import on_order_placed
from users.v1.router import API


class Contended(MemoryUsers):
    """Somebody else is faster, a few times."""

    rivals = 3

    @contextmanager
    def change(self, user_id: str, cause: str | None = None) -> Iterator[User]:
        with super().change(user_id, cause) as user:
            yield user
            self.rivals -= 1
            if self.rivals >= 0:
                raise ChangedMeanwhile


def test_orders_that_arrive_side_by_side_are_all_counted() -> None:
    users = Contended(User("alice", "Alice", "alice@souk.example"))

    on_order_placed(PLACED, users)

    assert users["alice"].orders == 1


class Twin(MemoryUsers):
    """The same request comes twice at once, and the other one is through before this one looks."""

    def add_address(self, user_id: str, address: Address, key: IdempotencyKey) -> None:
        if self.find_address_by_request(key) is None:
            super().add_address(user_id, replace(address, id="THE-FIRST-ONES"), key)
        super().add_address(user_id, address, key)


@pytest.mark.parametrize("kept", [0, 9], ids=["with room for both", "for the last place"])
def test_the_same_address_requested_twice_at_once_is_added_once(kept: int) -> None:
    addresses = [an_address(number) for number in range(kept)]
    users = Twin(User("alice", "Alice", "alice@souk.example", addresses))

    added = add_address("alice", an_address(), IdempotencyKey("a-request", "its body"), users)

    assert added.id == "THE-FIRST-ONES"
    assert len(users["alice"].addresses) == kept + 1


def test_of_many_addresses_added_at_once_as_many_are_kept_as_there_is_room_for(everybody: ports.Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))
    alice = Client(create_app(API, {ports.Users: everybody, ports.Accounts: MemoryAccounts()})).as_customer("alice")

    def add(number: int) -> Answer:
        return alice.post("/users/me/addresses", HOME, key=f"{KEY}-{number}")

    with ThreadPoolExecutor(15) as people:
        answers = list(people.map(add, range(15)))

    outcomes = Counter(answer.problem if answer.status >= 400 else "added" for answer in answers)
    assert outcomes == {"added": MAX_ADDRESSES, "too-many-addresses": 5}
    assert len(alice.get("/users/me/addresses").json["items"]) == MAX_ADDRESSES
