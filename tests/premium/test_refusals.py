"""Rejected requests of the premium API: each has the right status and type, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.core.events import now
from tests.gateway import Answer, Client, claims
from tests.premium.fakes import MemoryMemberships
from tests.premium.test_routes import GRANT, KEY, REVOCATION

FOR_STAFF = [
    ("GET", "/members/alice", None),
    ("POST", "/members/alice/grants", GRANT),
    ("POST", "/members/alice/revocations", REVOCATION),
]


def ask(client: Client, method: str, path: str, body: Any) -> Answer:
    return client.get(path) if method == "GET" else client.post(path, body, key=KEY)


@pytest.mark.parametrize(("method", "path", "body"), [("GET", "/membership", None), *FOR_STAFF])
def test_without_an_access_token_nobody_gets_in(api: Client, method: str, path: str, body: Any) -> None:
    assert ask(api, method, path, body).problem == "unauthenticated"
    assert ask(api.with_claims(claims("alice", token_use="id")), method, path, body).problem == "unauthenticated"


@pytest.mark.parametrize(("method", "path", "body"), FOR_STAFF)
def test_customers_decide_nothing_not_even_about_themselves(
    alice: Client, memberships: MemoryMemberships, method: str, path: str, body: Any
) -> None:
    assert ask(alice, method, path, body).problem == "forbidden"
    assert len(memberships) == 0


@pytest.mark.parametrize("months", [0, -1, 121, 10**12, 1.5, "12", None, True])
def test_a_grant_is_of_some_months(staff: Client, memberships: MemoryMemberships, months: Any) -> None:
    refused = staff.post("/members/alice/grants", {**GRANT, "months": months}, key=KEY)

    assert refused.problem == "unprocessable"
    assert len(memberships) == 0


@pytest.mark.parametrize("reason", ["", "  ", 7, None, "x" * 501, "A\0", "\u202eA"])
@pytest.mark.parametrize(("path", "body"), [("grants", GRANT), ("revocations", REVOCATION)])
def test_every_decision_has_a_reason(
    staff: Client, memberships: MemoryMemberships, path: str, body: dict[str, Any], reason: Any
) -> None:
    assert staff.post(f"/members/alice/{path}", {**body, "reason": reason}, key=KEY).problem == "unprocessable"
    without = {name: value for name, value in body.items() if name != "reason"}
    assert staff.post(f"/members/alice/{path}", without, key=KEY).problem == "unprocessable"
    assert len(memberships) == 0


@pytest.mark.parametrize(("path", "body"), [("grants", GRANT), ("revocations", REVOCATION)])
def test_a_misspelt_field_is_reported(
    staff: Client, memberships: MemoryMemberships, path: str, body: dict[str, Any]
) -> None:
    assert staff.post(f"/members/alice/{path}", {**body, "until": "2099-01-01"}, key=KEY).problem == "unprocessable"
    assert len(memberships) == 0


@pytest.mark.parametrize("key", [None, "short", "with spaces and more", "x" * 129])
def test_a_decision_needs_a_proper_idempotency_key(
    staff: Client, memberships: MemoryMemberships, key: str | None
) -> None:
    assert staff.post("/members/alice/grants", GRANT, key=key).problem == "bad-request"
    assert len(memberships) == 0


def test_a_key_that_was_used_for_another_grant_is_refused(staff: Client, memberships: MemoryMemberships) -> None:
    staff.post("/members/alice/grants", GRANT, key=KEY)

    assert staff.post("/members/alice/grants", {**GRANT, "months": 1}, key=KEY).problem == "key-reused"
    assert len(memberships.announced) == 1


def test_nobody_revokes_what_is_not_there(staff: Client, memberships: MemoryMemberships) -> None:
    assert staff.post("/members/alice/revocations", REVOCATION, key=KEY).problem == "not-a-member"
    assert len(memberships) == 0


def test_a_customer_id_has_a_length(staff: Client, memberships: MemoryMemberships) -> None:
    assert staff.post(f"/members/{'x' * 65}/grants", GRANT, key=KEY).problem == "not-found"
    assert len(memberships) == 0


def test_of_an_erased_customer_staff_see_nothing_and_grant_nothing(
    staff: Client, memberships: MemoryMemberships
) -> None:
    with memberships.change("alice") as membership:
        membership.buy("order-1", 12, now(), now())
    with memberships.change("alice") as membership:
        membership.erase()

    refused = staff.post("/members/alice/grants", GRANT, key=KEY)

    assert (refused.status, refused.problem) == (409, "erased")
    assert staff.get("/members/alice").problem == "not-found"


def test_a_customer_nobody_ever_heard_of_is_not_found(staff: Client) -> None:
    assert staff.get("/members/nobody").problem == "not-found"
