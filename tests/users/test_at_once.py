"""What happens to customers at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from chassis.errors import ChangedMeanwhile
from chassis.identity import Once
from tests.users.fakes import MemoryUsers
from tests.users.test_rules import PLACED, an_address
from users.actions import add_address
from users.domain import Address, User
from users.reactions import on_order_placed


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

    def add_address(self, user_id: str, address: Address, once: Once) -> None:
        if self.recall_address(once) is None:
            super().add_address(user_id, replace(address, id="THE-FIRST-ONES"), once)
        super().add_address(user_id, address, once)


@pytest.mark.parametrize("known", [0, 9], ids=["with room for both", "for the last place"])
def test_the_same_address_requested_twice_at_once_is_added_once(known: int) -> None:
    addresses = [an_address(number) for number in range(known)]
    users = Twin(User("alice", "Alice", "alice@souk.example", addresses))

    added = add_address("alice", an_address(), Once("a-request", "its body"), users)

    assert added.id == "THE-FIRST-ONES"
    assert len(users["alice"].addresses) == known + 1
