"""Blocked customers, and accounts that are deleted or disabled in the user pool."""

from __future__ import annotations

import pytest

from tests.gateway import Client
from tests.users.fakes import MemoryAccounts, MemoryUsers
from tests.users.test_routes import HOME, KEY, announced

BLOCK = "/users/alice/block"


def as_orders_sees(api: Client, user_id: str = "alice") -> str:
    """Whether orders may take an order of theirs."""
    answer = api.as_service().get(f"/internal/customers/{user_id}")
    return "welcome" if answer.status == 200 else answer.problem


def test_who_is_blocked_is_refused_at_once_and_can_not_sign_in(
    api: Client, users: MemoryUsers, accounts: MemoryAccounts
) -> None:
    assert api.as_staff().put(BLOCK).status == 204

    assert as_orders_sees(api) == "blocked"
    assert accounts.disabled == {"alice"}
    assert announced(users) == ["users.UserBlocked"]
    assert as_orders_sees(api, "bob") == "welcome"


def test_who_is_blocked_changes_nothing_but_may_look_and_leave(api: Client) -> None:
    alice = api.as_customer("alice")
    api.as_staff().put(BLOCK)

    assert alice.put("/users/me", {"name": "Alice B."}).problem == "blocked"
    assert alice.post("/users/me/addresses", HOME, key=KEY).problem == "blocked"
    assert alice.get("/users/me").json["name"] == "Alice"
    assert alice.delete("/users/me").status == 204
    assert as_orders_sees(api) == "not-found"


def test_who_is_let_in_again_is_a_customer_as_before(api: Client, users: MemoryUsers, accounts: MemoryAccounts) -> None:
    api.as_staff().put(BLOCK)

    assert api.as_staff().delete(BLOCK).status == 204

    assert as_orders_sees(api) == "welcome"
    assert api.as_customer("alice").put("/users/me", {"name": "Alice B."}).status == 200
    assert accounts.disabled == set()
    assert announced(users) == ["users.UserBlocked", "users.UserUnblocked", "users.UserChanged"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_twice_is_as_good_as_once(api: Client, users: MemoryUsers, method: str) -> None:
    staff = api.as_staff()
    staff.put(BLOCK)
    before = len(users.announced)

    assert [staff.request(method, BLOCK).status for _ in range(2)] == [204, 204]
    assert len(users.announced) - before == (method == "DELETE")


def test_who_was_erased_can_not_be_blocked(api: Client) -> None:
    api.as_customer("alice").delete("/users/me")

    assert api.as_staff().put(BLOCK).problem == "erased"
    assert api.as_staff().delete(BLOCK).status == 204


def test_a_block_is_finished_even_if_the_account_could_not_be_disabled_at_first(
    api: Client, users: MemoryUsers, accounts: MemoryAccounts
) -> None:
    with users.change("alice") as half_blocked:
        half_blocked.block()

    assert as_orders_sees(api) == "blocked"
    assert api.as_staff().put(BLOCK).status == 204
    assert accounts.disabled == {"alice"}


def test_who_was_disabled_in_the_pool_is_blocked_here_too(api: Client, accounts: MemoryAccounts) -> None:
    accounts.disable("alice")

    assert as_orders_sees(api) == "blocked"
    assert api.as_customer("alice").put("/users/me", {"name": "Alice B."}).problem == "blocked"


def test_whose_account_was_deleted_in_the_pool_is_no_customer_any_more(api: Client, accounts: MemoryAccounts) -> None:
    accounts.delete("alice")

    assert as_orders_sees(api) == "not-found"
