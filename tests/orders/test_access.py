"""Access to the operations of the orders API."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.declared_responses import contract_of
from tests.gateway import Client, claims
from tests.orders.fakes import MemoryCatalogue, MemoryOrders
from tests.tokens import Pool, key_of

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
AN_ORDER = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
ORDER: dict[str, Any] = {"lines": [{"sku": "LAMP-1", "quantity": 1}]}
PRODUCT: dict[str, Any] = {"name": "Clock", "price": {"amount": 1900, "currency": "EUR"}, "stock": 4}
FOR_STAFF = ["PUT /products/CLOCK-1", f"POST /orders/{AN_ORDER}/ship"]
PROTECTED = ["POST /orders", "GET /orders", f"GET /orders/{AN_ORDER}", f"POST /orders/{AN_ORDER}/cancel", *FOR_STAFF]


def call(someone: Client, operation: str) -> tuple[int, str]:
    """Call an operation as it should be called; answers the status and the problem."""
    method, path = operation.split()
    body = {"POST /orders": ORDER, "PUT /products/CLOCK-1": PRODUCT}.get(operation)
    answer = someone.put(path, body) if method == "PUT" else someone.get(path)
    if method == "POST":
        answer = someone.post(path, body, key=KEY)
    return answer.status, answer.problem


@pytest.mark.parametrize("operation", PROTECTED)
def test_nobody_gets_in_without_a_token(
    api: Client, operation: str, orders: MemoryOrders, catalogue: MemoryCatalogue
) -> None:
    assert call(api, operation) == (401, "unauthenticated")
    assert len(orders) == 0
    assert "CLOCK-1" not in catalogue


@pytest.mark.parametrize("token_use", ["id", "refresh", "", "ACCESS"])
@pytest.mark.parametrize("operation", PROTECTED)
def test_no_other_token_than_an_access_token_gets_in(api: Client, operation: str, token_use: str) -> None:
    someone = api.with_claims(claims("alice", ["staff"], token_use=token_use))

    assert call(someone, operation) == (401, "unauthenticated")


@pytest.mark.parametrize("operation", PROTECTED)
def test_where_no_gateway_has_checked_it_a_bad_token_does_not_get_in(api: Client, pool: Pool, operation: str) -> None:
    expired = pool.token("alice", "staff", exp=int(time.time()) - 1)
    refresh = pool.token("alice", "staff", token_use="refresh")
    forged = pool.token("alice", "staff", signed_with=key_of("a forger"))

    answers = [
        call(api.with_headers(Authorization=f"Bearer {token}"), operation) for token in (expired, refresh, forged)
    ]

    assert answers == [(401, "unauthenticated")] * 3


@pytest.mark.parametrize("operation", FOR_STAFF)
def test_what_is_for_staff_is_refused_to_customers(alice: Client, operation: str, catalogue: MemoryCatalogue) -> None:
    assert call(alice, operation) == (403, "forbidden")
    assert "CLOCK-1" not in catalogue


def test_where_no_gateway_has_checked_it_a_good_token_gets_in(api: Client, pool: Pool) -> None:
    alice = api.with_headers(Authorization=f"Bearer {pool.token('alice')}")
    sam = api.with_headers(Authorization=f"Bearer {pool.token('sam', 'staff')}")

    assert alice.post("/orders", ORDER, key=KEY).status == 201
    assert len(alice.get("/orders").json["items"]) == 1
    assert sam.put("/products/CLOCK-1", PRODUCT).status == 200


def test_these_are_all_the_operations_that_are_not_for_everybody(api: Client) -> None:
    paths = contract_of(api.app)["paths"]

    protected = {f"{m.upper()} {path}" for path in paths for m in paths[path] if paths[path][m].get("security")}

    listed = {each.replace(AN_ORDER, "{order_id}").replace("CLOCK-1", "{sku}") for each in PROTECTED}
    assert protected == listed
