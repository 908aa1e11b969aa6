"""The rules of customers, and what their events do."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, NotFound
from chassis.core.identity import IdempotencyKey
from tests.gateway import Client
from tests.ids import id_of
from tests.users.fakes import MemoryUsers
from tests.users.test_routes import HOME, KEY
from users.actions import sign_up
from users.domain import Address, Erased, TooManyAddresses, User
from users.events_in import OrderCancelled, OrderPlaced
from users.ports import Users
from users.reactions import on_order_cancelled, on_order_placed

FACT = {"at": datetime(2026, 1, 1, tzinfo=UTC), "aggregate_id": "order-1", "sequence": 1, "trace": ""}
PLACED = OrderPlaced(id=id_of("placed"), customer_id="alice", **FACT)
CANCELLED = OrderCancelled(id=id_of("cancelled"), customer_id="alice", **FACT)


def an_address(number: int = 1) -> Address:
    return Address("Alice", f"Storgatan {number}", "111 22", "Stockholm", "SE")


def test_there_is_room_for_ten_addresses(alice: Client) -> None:
    for number in range(10):
        assert alice.post("/users/me/addresses", HOME, key=f"{KEY}-{number}").status == 201

    assert alice.post("/users/me/addresses", HOME, key=KEY).problem == "too-many-addresses"


@pytest.mark.parametrize(
    ("entered", "kept"), [("Ada Quist", "Ada Quist"), ("", "ada"), ("\0Ada\u202e", "Ada"), ("\uffff \ufffd", "ada")]
)
def test_who_signs_up_is_called_by_a_name_that_can_be_told(entered: str, kept: str) -> None:
    users = MemoryUsers()

    sign_up("ada", entered, "ada@souk.example", users)

    assert users["ada"].name == kept


def test_an_erased_customer_stays_erased() -> None:
    user = User.register("alice", "Alice", "alice@souk.example")
    user.erase()

    with pytest.raises(Erased):
        user.update_profile("Alice", "alice@souk.example")
    with pytest.raises(Erased):
        user.add_address(an_address())


def test_an_erasure_tells_nothing_personal() -> None:
    user = User.register("alice", "Alice", "alice@souk.example")
    user.erase()

    assert "alice@" not in user.events[-1].wire()
    assert '"Alice"' not in user.events[-1].wire()


def test_an_erased_customer_does_not_exist_for_other_services(alice: Client, api: Client) -> None:
    alice.delete("/users/me")

    assert api.as_service().get("/internal/customers/alice").problem == "not-found"
    assert alice.get("/users/me").problem == "not-found"
    assert alice.put("/users/me", {"name": "Alice"}).problem == "erased"


def test_an_order_is_counted_once_however_often_it_is_told(users: MemoryUsers) -> None:
    on_order_placed(PLACED, users)
    with pytest.raises(AlreadyHandled):
        on_order_placed(PLACED, users)

    assert users["alice"].orders == 1


def test_a_cancelled_order_is_not_counted(users: MemoryUsers) -> None:
    on_order_placed(PLACED, users)
    on_order_cancelled(CANCELLED, users)

    assert users["alice"].orders == 0


def test_the_orders_of_somebody_unknown_are_nobodys(users: MemoryUsers) -> None:
    on_order_placed(PLACED.model_copy(update={"customer_id": "nobody"}), users)

    assert users["alice"].orders == 0


def test_the_orders_of_somebody_who_left_are_refused(users: MemoryUsers) -> None:
    with users.change("alice") as user:
        user.erase()

    with pytest.raises(Erased):
        on_order_placed(PLACED, users)
    on_order_cancelled(CANCELLED, users)

    assert users["alice"].orders == 0


# The following holds for the fake and for the real store.


def test_a_customer_is_registered_once(everybody: Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))

    with pytest.raises(ChangedMeanwhile):
        everybody.add(User.register("alice", "Mallory", "mallory@souk.example"))
    alice = everybody.get("alice")
    assert alice
    assert (alice.name, alice.version, alice.sequence, alice.events) == ("Alice", 1, 1, [])


def test_a_change_is_kept_and_a_failed_one_is_not(everybody: Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))

    with suppress(ValueError), everybody.change("alice") as user:
        user.update_profile("Mallory", "mallory@souk.example")
        raise ValueError
    with everybody.change("alice") as user:
        user.update_profile("Alice B.", "alice@souk.example")

    alice = everybody.get("alice")
    assert alice
    assert (alice.name, alice.version, alice.sequence) == ("Alice B.", 2, 2)


def test_a_cause_leads_somewhere_once(everybody: Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))
    with everybody.change("alice", cause="event-1") as user:
        user.adjust_order_count(1)

    with pytest.raises(AlreadyHandled), everybody.change("alice", cause="event-1") as user:
        user.adjust_order_count(1)

    alice = everybody.get("alice")
    assert alice
    assert alice.orders == 1


def test_of_two_changes_at_once_one_is_refused(everybody: Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))

    with pytest.raises(ChangedMeanwhile), everybody.change("alice") as slow:
        slow.update_profile("Slow", "alice@souk.example")
        with everybody.change("alice") as fast:
            fast.update_profile("Fast", "alice@souk.example")

    alice = everybody.get("alice")
    assert alice
    assert alice.name == "Fast"


def test_nobody_can_be_changed_who_is_not_there(everybody: Users) -> None:
    with pytest.raises(NotFound), everybody.change("nobody"):
        pass


def test_an_address_is_remembered_with_the_request_that_added_it(everybody: Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))
    key, address = IdempotencyKey("a-request", "its body"), an_address()
    assert everybody.find_address_by_request(key) is None

    everybody.add_address("alice", address, key)

    assert everybody.find_address_by_request(key) == address.id
    alice = everybody.get("alice")
    assert alice
    assert alice.addresses == [address]


def test_there_is_no_eleventh_address(everybody: Users) -> None:
    everybody.add(User.register("alice", "Alice", "alice@souk.example"))
    for number in range(10):
        everybody.add_address("alice", an_address(number), IdempotencyKey(f"request-{number}", "body"))

    with pytest.raises(TooManyAddresses):
        everybody.add_address("alice", an_address(11), IdempotencyKey("request-11", "body"))
