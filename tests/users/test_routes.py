"""Successful requests to the users API."""

from __future__ import annotations

from tests.gateway import Client
from tests.users.fakes import MemoryAccounts, MemoryUsers

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
HOME = {"recipient": "Alice", "street": "Storgatan 1", "postal_code": "111 22", "city": "Stockholm", "country": "SE"}


def announced(users: MemoryUsers) -> list[str]:
    return [event.name for event in users.announced]


def test_the_first_profile_makes_a_customer_whose_mail_address_the_pool_has_verified(
    carol: Client, users: MemoryUsers
) -> None:
    answer = carol.put("/users/me", {"name": "Carol"})

    assert answer.status == 200
    assert answer.json["name"] == "Carol"
    assert answer.json["email"] == "carol@souk.example"
    assert announced(users) == ["users.UserRegistered"]


def test_a_changed_name_is_announced_and_an_unchanged_one_is_not(alice: Client, users: MemoryUsers) -> None:
    alice.put("/users/me", {"name": "Alice B."})
    alice.put("/users/me", {"name": "Alice B."})

    assert alice.get("/users/me").json["name"] == "Alice B."
    assert announced(users) == ["users.UserChanged"]


def test_a_person_who_leaves_is_forgotten_and_can_not_sign_in_again(
    alice: Client, users: MemoryUsers, accounts: MemoryAccounts
) -> None:
    alice.post("/users/me/addresses", HOME, key=KEY)

    answer = alice.delete("/users/me")

    assert answer.status == 204
    left = users["alice"]
    assert (left.name, left.email, left.addresses, left.erased) == ("", "", [], True)
    assert announced(users) == ["users.UserErased"]
    assert "alice" not in accounts.emails


def test_leaving_twice_is_fine(alice: Client, users: MemoryUsers) -> None:
    alice.delete("/users/me")

    assert alice.delete("/users/me").status == 204
    assert announced(users) == ["users.UserErased"]


def test_leaving_is_finished_even_if_the_account_could_not_be_closed_at_first(
    alice: Client, users: MemoryUsers, accounts: MemoryAccounts
) -> None:
    with users.change("alice") as half_gone:
        half_gone.erase()

    assert alice.delete("/users/me").status == 204
    assert "alice" not in accounts.emails


def test_somebody_who_is_no_customer_can_close_their_account(carol: Client, accounts: MemoryAccounts) -> None:
    assert carol.delete("/users/me").status == 204
    assert "carol" not in accounts.emails


def test_addresses_are_added_listed_and_removed(alice: Client) -> None:
    added = alice.post("/users/me/addresses", HOME, key=KEY)

    assert added.status == 201
    assert alice.get("/users/me/addresses").json["items"] == [added.json]
    assert added.json == {**HOME, "id": added.json["id"]}
    assert alice.delete(f"/users/me/addresses/{added.json['id']}").status == 204
    assert alice.get("/users/me/addresses").json["items"] == []


def test_the_same_address_requested_twice_is_added_once(alice: Client) -> None:
    first = alice.post("/users/me/addresses", HOME, key=KEY)
    again = alice.post("/users/me/addresses", HOME, key=KEY)

    assert (again.status, again.json) == (201, first.json)
    assert len(alice.get("/users/me/addresses").json["items"]) == 1


def test_another_service_can_look_a_customer_up_and_sees_no_more_than_it_needs(api: Client) -> None:
    answer = api.as_service().get("/internal/customers/alice")

    assert answer.status == 200
    assert set(answer.json) == {"id", "registered_at"}


def test_who_has_not_verified_the_address_becomes_no_customer_until_then(
    carol: Client, users: MemoryUsers, accounts: MemoryAccounts
) -> None:
    accounts.unverified.add("carol")

    refused = carol.put("/users/me", {"name": "Carol"})

    assert (refused.status, refused.problem) == (409, "email-not-verified")
    assert announced(users) == []

    accounts.unverified.clear()
    assert carol.put("/users/me", {"name": "Carol"}).status == 200
