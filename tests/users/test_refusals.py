"""Refusals of the users API: each with the right status and type, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway import Client, claims
from tests.users.fakes import MemoryUsers
from tests.users.test_routes import HOME, KEY

BLOCK = "/users/bob/block"
UNKNOWN = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
PROTECTED = [
    ("GET", "/users/me"),
    ("PUT", "/users/me"),
    ("DELETE", "/users/me"),
    ("GET", "/users/me/addresses"),
    ("POST", "/users/me/addresses"),
    ("DELETE", f"/users/me/addresses/{UNKNOWN}"),
    ("PUT", BLOCK),
    ("DELETE", BLOCK),
]


@pytest.fixture(autouse=True)
def nothing_is_written(users: MemoryUsers) -> Iterator[None]:
    before = [users["alice"], users["bob"], len(users), len(users.announced)]
    yield
    assert before == [users["alice"], users["bob"], len(users), len(users.announced)]


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_nobody_gets_in_without_a_token(api: Client, method: str, path: str) -> None:
    assert api.request(method, path).problem == "unauthenticated"


@pytest.mark.parametrize("token_use", ["id", "refresh", ""])
@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_no_other_token_than_an_access_token_gets_in(api: Client, method: str, path: str, token_use: str) -> None:
    visitor = api.with_claims({**claims("alice"), "token_use": token_use})

    assert visitor.request(method, path).problem == "unauthenticated"


def test_customers_are_no_business_of_people(alice: Client, api: Client) -> None:
    for visitor in (alice, api, api.as_staff()):
        assert visitor.get("/internal/customers/bob").problem == "forbidden"


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_staff_block(alice: Client, api: Client, method: str) -> None:
    for visitor in (alice, api.as_customer("bob"), api.as_service()):
        assert visitor.request(method, BLOCK).problem in ("forbidden", "unauthenticated")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("user_id", ["nobody", "carol", "me"])
def test_somebody_who_is_no_customer_can_not_be_blocked(api: Client, method: str, user_id: str) -> None:
    assert api.as_staff().request(method, f"/users/{user_id}/block").problem == "not-found"


@pytest.mark.parametrize("body", ["{", "", "name"])
def test_a_body_that_can_not_be_read_is_refused(alice: Client, body: str) -> None:
    answer = alice.request("PUT", "/users/me", headers={"Content-Type": "application/json"}, body=body)

    assert answer.status in (400, 422)
    assert answer.problem in ("bad-request", "unprocessable")


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": "  "}, {"name": 7}, {"name": "A", "email": "mallory@souk.example"}, [], "A"]
)
def test_a_profile_that_does_not_fit_is_refused(alice: Client, body: Any) -> None:
    answer = alice.put("/users/me", body)

    assert answer.problem == "unprocessable"
    assert "mallory" not in answer.text


def test_a_body_of_another_type_is_refused(alice: Client) -> None:
    answer = alice.request("PUT", "/users/me", headers={"Content-Type": "text/plain"}, body="Alice")

    assert answer.problem == "unsupported-media"


def test_a_body_over_256_kib_is_refused(alice: Client) -> None:
    assert alice.put("/users/me", {"name": "A" * 300_000}).problem == "too-large"


@pytest.mark.parametrize("change", [{"country": "Sweden"}, {"city": None}, {"street": ""}, {"planet": "Mars"}])
def test_an_address_that_does_not_fit_is_refused(alice: Client, change: dict[str, Any]) -> None:
    assert alice.post("/users/me/addresses", {**HOME, **change}, key=KEY).problem == "unprocessable"


@pytest.mark.parametrize("key", [None, "short", "with spaces and more", "x" * 129])
def test_an_address_needs_a_proper_idempotency_key(alice: Client, key: str | None) -> None:
    assert alice.post("/users/me/addresses", HOME, key=key).problem == "bad-request"


@pytest.mark.parametrize("address_id", [UNKNOWN, "not-an-id"])
def test_an_unknown_address_is_not_found(alice: Client, address_id: str) -> None:
    assert alice.delete(f"/users/me/addresses/{address_id}").problem == "not-found"


def test_somebody_who_is_no_customer_has_nothing_to_look_at(carol: Client) -> None:
    assert carol.get("/users/me").problem == "not-found"
    assert carol.get("/users/me/addresses").problem == "not-found"
    assert carol.post("/users/me/addresses", HOME, key=KEY).problem == "not-found"


def test_a_closed_account_makes_no_customer(api: Client) -> None:
    assert api.as_customer("dave").put("/users/me", {"name": "Dave"}).problem == "not-found"


@pytest.mark.parametrize("customer_id", ["nobody", "carol"])
def test_an_unknown_customer_is_not_found(api: Client, customer_id: str) -> None:
    assert api.as_service().get(f"/internal/customers/{customer_id}").problem == "not-found"
