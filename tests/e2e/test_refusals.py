"""Bad input at the real gateway is a problem with the right status, and nothing is written."""

from __future__ import annotations

import httpx
import pytest

from tests.cloud import Cloud, Visitor

pytestmark = [pytest.mark.cloud, pytest.mark.anywhere]
UNKNOWN = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"


def refused(answer: httpx.Response, status: int, kind: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["status"]) == (f"urn:souk:problem:{kind}", status)
    assert problem["title"]


@pytest.fixture(scope="module")
def customer(cloud: Cloud) -> Visitor:
    return cloud.customer()


PROTECTED = [
    ("GET", "users", "/users/me"),
    ("GET", "orders", "/orders"),
    ("POST", "orders", "/orders"),
    ("PUT", "orders", "/products/LAMP-1"),
    ("GET", "notifications", "/notifications"),
]


@pytest.mark.parametrize(("method", "service", "path"), PROTECTED)
def test_without_a_token_nobody_gets_in(cloud: Cloud, method: str, service: str, path: str):
    refused(cloud.anyone()._request(method, service, path), 401, "unauthenticated")


@pytest.mark.parametrize("kind", ["IdToken", "RefreshToken"])
@pytest.mark.parametrize(("method", "service", "path"), PROTECTED[:1] + PROTECTED[1:2] + PROTECTED[4:])
def test_only_an_access_token_opens_the_door(
    cloud: Cloud, customer: Visitor, kind: str, method: str, service: str, path: str
):
    visitor = cloud.anyone({"Authorization": f"Bearer {customer.tokens[kind]}"})

    refused(visitor._request(method, service, path), 401, "unauthenticated")


def test_a_forged_token_is_refused(cloud: Cloud, customer: Visitor):
    header, payload, signature = customer.tokens["AccessToken"].split(".")
    forged = ".".join([header, payload, signature[::-1]])

    refused(cloud.anyone({"Authorization": f"Bearer {forged}"}).get("orders", "/orders"), 401, "unauthenticated")


def test_a_customer_is_not_staff(cloud: Cloud, customer: Visitor):
    body = {"name": "Lamp", "price": {"amount": 1, "currency": "EUR"}, "stock": 1}

    refused(customer.put("orders", "/products/MINE-1", json=body), 403, "forbidden")
    refused(cloud.anyone().get("orders", "/products/MINE-1"), 404, "not-found")


def test_malformed_json_is_a_bad_request(customer: Visitor):
    answer = customer.post("orders", "/orders", content="{", headers={"Content-Type": "application/json"})

    refused(answer, 400, "bad-request")


def test_unknown_fields_wrong_types_and_quantities_are_unprocessable(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product()
    bodies = [
        {"lines": [{"sku": sku, "quantity": 1}], "coupon": "free"},
        {"lines": [{"sku": sku, "quantity": "1"}]},
        {"lines": [{"sku": sku, "quantity": 0}]},
        {"lines": []},
        {"lines": "all of it"},
        {},
    ]

    for body in bodies:
        refused(customer.post("orders", "/orders", json=body), 422, "unprocessable")
    refused(customer.order("NO-SUCH-THING"), 422, "unknown-product")
    assert customer.get("orders", "/orders").json()["items"] == []


def test_a_body_over_256_kib_is_too_large(customer: Visitor):
    answer = customer.post("orders", "/orders", json={"lines": [{"sku": "X" * 300_000, "quantity": 1}]})

    refused(answer, 413, "too-large")


def test_a_body_that_is_not_json_is_unsupported(customer: Visitor):
    answer = customer.post("orders", "/orders", content="lines=1", headers={"Content-Type": "text/plain"})

    refused(answer, 415, "unsupported-media")


@pytest.mark.parametrize("key", [None, "short", "sixteen spaces!! and more"])
def test_a_creating_request_needs_a_proper_key(cloud: Cloud, customer: Visitor, key: str | None):
    body = {"lines": [{"sku": cloud.product(), "quantity": 1}]}
    headers = {"Idempotency-Key": key} if key else {}

    refused(customer._request("POST", "orders", "/orders", json=body, headers=headers), 400, "bad-request")


def test_a_key_used_for_another_body_is_refused(cloud: Cloud, customer: Visitor):
    sku, key = cloud.product(), {"Idempotency-Key": "one-key-two-orders"}
    first = customer.order(sku, 1, headers=key)
    assert first.status_code == 201

    again = customer.order(sku, 1, headers=key)

    assert (again.status_code, again.json()) == (201, first.json())
    refused(customer.order(sku, 2, headers=key), 422, "key-reused")


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "bnVsbA", "%00", "eyJwayI6IDF9"])
def test_a_made_up_cursor_is_refused(customer: Visitor, cursor: str):
    refused(customer.get("orders", f"/orders?cursor={cursor}"), 400, "bad-request")


def test_a_borrowed_cursor_opens_nobody_elses_list(cloud: Cloud):
    rich, poor, sku = cloud.customer(), cloud.customer(), cloud.product()
    for _ in range(2):
        rich.order(sku).raise_for_status()
    cursor = rich.get("orders", "/orders?limit=1").json()["next_cursor"]

    answer = poor.get("orders", f"/orders?cursor={cursor}")

    assert answer.status_code == 400 or answer.json()["items"] == []


def test_what_is_unknown_or_somebody_elses_is_not_found(cloud: Cloud, customer: Visitor):
    mine = customer.order(cloud.product()).json()["id"]
    other = cloud.customer()

    for order_id in (mine, UNKNOWN, "not-an-id"):
        refused(other.get("orders", f"/orders/{order_id}"), 404, "not-found")
        refused(other.post("orders", f"/orders/{order_id}/cancel"), 404, "not-found")
    assert customer.get("orders", f"/orders/{mine}").json()["status"] == "placed"


def test_a_route_outside_the_contract_does_not_exist(cloud: Cloud):
    refused(cloud.anyone().get("orders", "/admin"), 404, "not-found")


def test_more_than_there_is_can_not_be_ordered(cloud: Cloud, customer: Visitor):
    refused(customer.order(cloud.product(stock=1), 2), 409, "out-of-stock")


def test_a_stranger_without_a_profile_can_not_order(cloud: Cloud):
    refused(cloud.stranger().order(cloud.product()), 409, "unknown-customer")


def test_customers_are_no_business_of_people(cloud: Cloud, customer: Visitor):
    answer = customer.get("users", "/internal/customers/anyone")

    # A Bearer token is no signature at all: 400 from the local gateway, 403 from AWS.
    assert answer.status_code in (400, 403)
    assert answer.headers["Content-Type"] == "application/problem+json"
