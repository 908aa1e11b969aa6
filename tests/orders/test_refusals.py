"""Refusals of the orders API: each with the right status and type, nothing written, nothing leaked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chassis.core import pagination
from tests.gateway import Answer, Client
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
OTHER_KEY = "9fa55d3e-9273-4a8b-8b92-b0dd1a92f3f1"
NO_SUCH_ORDER = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
ORDER: dict[str, Any] = {"lines": [{"sku": "LAMP-1", "quantity": 1}]}
PRODUCT: dict[str, Any] = {"name": "Clock", "price": {"amount": 1900, "currency": "EUR"}, "stock": 4}


@pytest.fixture
def alices(alice: Client) -> str:
    """The id of an order of hers."""
    return str(alice.post("/orders", ORDER, key=KEY).json["id"])


@pytest.fixture(autouse=True)
def nothing_is_written(alices: str, orders: MemoryOrders, catalogue: MemoryCatalogue) -> Iterator[None]:
    before = [orders[alices], len(orders), len(orders.announced), *map(catalogue.__getitem__, catalogue)]
    yield
    assert before == [orders[alices], len(orders), len(orders.announced), *map(catalogue.__getitem__, catalogue)]


def lines(*of: tuple[Any, Any]) -> dict[str, Any]:
    return {"lines": [{"sku": sku, "quantity": quantity} for sku, quantity in of]}


def sent_as(customer: Client, kind: str | None, body: str | bytes) -> Answer:
    """Place an order with a body of some content type."""
    headers = {"Idempotency-Key": OTHER_KEY, **({"Content-Type": kind} if kind else {})}
    return customer.request("POST", "/orders", headers=headers, body=body)


@pytest.mark.parametrize(
    "body",
    ["{", "", "lines", '{"lines": [}', "[" * 5000, "1" * 6000, b"\xff\xfe", "\x00"],
    ids=["cut off", "empty", "a word", "a bad list", "too deep", "too long a number", "not UTF-8", "a zero byte"],
)
@pytest.mark.parametrize("operation", ["POST /orders", "PUT /products/LAMP-1"])
def test_a_body_that_cannot_be_read_is_refused(staff: Client, operation: str, body: str | bytes) -> None:
    method, path = operation.split()
    headers = {"Idempotency-Key": OTHER_KEY, "Content-Type": "application/json"}

    answer = staff.request(method, path, headers=headers, body=body)

    assert (answer.status, answer.problem) in [(400, "bad-request"), *([] if body else [(422, "unprocessable")])]


def test_no_body_at_all_is_refused(staff: Client) -> None:
    assert staff.post("/orders", key=OTHER_KEY).status == 422
    assert staff.put("/products/LAMP-1").status == 422


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "json", None])
def test_a_body_of_another_type_is_refused(alice: Client, kind: str | None) -> None:
    answer = sent_as(alice, kind, '{"lines": [{"sku": "LAMP-1", "quantity": 1}]}')

    assert (answer.status, answer.problem) == (415, "unsupported-media")


@pytest.mark.parametrize("measured", [True, False], ids=["with Content-Length", "without"])
def test_a_body_over_256_kib_is_refused(alice: Client, measured: bool) -> None:
    body = '{"lines": [], "note": "' + "x" * 256 * 1024 + '"}'

    answer = (alice.with_headers(Content_Length=str(len(body))) if measured else alice).request(
        "POST", "/orders", headers={"Idempotency-Key": OTHER_KEY, "Content-Type": "application/json"}, body=body
    )

    assert (answer.status, answer.problem) == (413, "too-large")


@pytest.mark.parametrize(
    "body",
    [
        [],
        "LAMP-1",
        {},
        {"lines": []},
        {"lines": "LAMP-1"},
        {"lines": [{"sku": "LAMP-1"}]},
        {"lines": [{"sku": "LAMP-1", "quantity": 1, "price": 1}]},
        {**ORDER, "customer_id": "bob"},
        lines(("LAMP-1", 0)),
        lines(("LAMP-1", -1)),
        lines(("LAMP-1", 1.5)),
        lines(("LAMP-1", "1")),
        lines(("LAMP-1", True)),
        lines(("LAMP-1", None)),
        lines(("LAMP-1", 1001)),
        lines(("LAMP-1", 10**30)),
        lines((17, 1)),
        lines(("lamp", 1)),
        lines(("LAMP-1\n", 1)),
        lines(("../LAMP-1", 1)),
        lines(("L\ud800MP", 1)),
        lines(*[(f"LAMP-{n}", 1) for n in range(21)]),
    ],
)
def test_an_order_that_does_not_fit_the_contract_is_refused(alice: Client, body: Any) -> None:
    answer = alice.post("/orders", body, key=OTHER_KEY)

    assert (answer.status, answer.problem) == (422, "unprocessable")
    assert answer.json["errors"][0]["field"].startswith("body")


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"name": 7},
        {"stock": -1},
        {"stock": "4"},
        {"stock": 10**10},
        {"price": {"amount": -1, "currency": "EUR"}},
        {"price": {"amount": 19.99, "currency": "EUR"}},
        {"price": {"amount": 1900, "currency": "euro"}},
        {"price": {"amount": 1900, "currency": "EUX"}},
        {"price": {"amount": 1900}},
        {"price": 1900},
        {"sku": "CLOCK-2"},
    ],
)
def test_a_product_that_does_not_fit_the_contract_is_refused(staff: Client, change: dict[str, Any]) -> None:
    answer = staff.put("/products/CLOCK-1", {**PRODUCT, **change})

    assert (answer.status, answer.problem) == (422, "unprocessable")


def test_what_was_wrong_is_told_without_repeating_it(alice: Client) -> None:
    answer = alice.post("/orders", lines(("secret sku of alice@example.com", 1)), key=OTHER_KEY)

    assert answer.json["errors"][0]["field"] == "body.lines.0.sku"
    assert "alice@example.com" not in answer.text


@pytest.mark.parametrize("key", [None, "", "short", "x" * 129, "has spaces in it, sadly", "schlüssel-schlüssel"])
def test_an_order_needs_a_proper_idempotency_key(alice: Client, key: str | None) -> None:
    answer = alice.post("/orders", ORDER, key=key)

    assert (answer.status, answer.problem) == (400, "bad-request")
    assert "Idempotency-Key" in answer.json["detail"]


def test_a_key_that_was_used_for_another_order_is_refused(alice: Client) -> None:
    answer = alice.post("/orders", lines(("KETTLE-1", 1)), key=KEY)

    assert (answer.status, answer.problem) == (422, "key-reused")


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        (lines(("GHOST-1", 1)), 422, "unknown-product"),
        (lines(("LAMP-1", 1), ("GHOST-1", 1)), 422, "unknown-product"),
        (lines(("LAMP-1", 1), ("RADIO-1", 1)), 422, "mixed-currencies"),
        (lines(("KETTLE-1", 4)), 409, "out-of-stock"),
        (lines(("KETTLE-1", 2), ("KETTLE-1", 2)), 409, "out-of-stock"),
    ],
)
def test_what_cannot_be_sold_is_refused(alice: Client, body: Any, status: int, problem: str) -> None:
    answer = alice.post("/orders", body, key=OTHER_KEY)

    assert (answer.status, answer.problem) == (status, problem)


def test_a_customer_whom_users_does_not_know_is_refused(api: Client) -> None:
    answer = api.as_customer("carol").post("/orders", ORDER, key=OTHER_KEY)

    assert (answer.status, answer.problem) == (409, "unknown-customer")


def test_while_users_is_down_orders_are_asked_to_come_back_later(alice: Client, customers: MemoryCustomers) -> None:
    customers.down = True

    answer = alice.post("/orders", ORDER, key=OTHER_KEY)

    assert (answer.status, answer.problem) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/orders", "/products"])
@pytest.mark.parametrize(
    "cursor", ["garbage", "W10", "x" * 1025, pagination.encode({"pk": "", "sk": "", "owner_sk": ""})]
)
def test_a_cursor_of_no_page_is_refused(alice: Client, path: str, cursor: str) -> None:
    answer = alice.get(path, {"cursor": cursor})

    assert (answer.status, answer.problem) == (400, "bad-request")


@pytest.mark.parametrize("path", ["/orders", "/products", "/products/bestsellers"])
@pytest.mark.parametrize("limit", ["0", "-1", "101", "many", "1.5", ""])
def test_a_limit_that_makes_no_sense_is_refused(alice: Client, path: str, limit: str) -> None:
    answer = alice.get(path, {"limit": limit})

    assert (answer.status, answer.problem) == (400, "bad-request")


@pytest.mark.parametrize(
    "operation",
    [
        f"GET /orders/{NO_SUCH_ORDER}",
        f"POST /orders/{NO_SUCH_ORDER}/cancel",
        f"POST /orders/{NO_SUCH_ORDER}/ship",
        "GET /products/GHOST-1",
        "GET /orders/17",
        "GET /orders/01KAQ4N9T4W6M2J8ZC5R7XVBEI",
        "POST /orders/..%2F..%2Fadmin/cancel",
        "POST /orders/x/ship",
        "GET /products/lamp",
        "GET /products/%00",
        "GET /nowhere",
        "DELETE /orders",
        "PATCH /products/LAMP-1",
    ],
)
def test_what_is_not_there_is_not_found(staff: Client, operation: str) -> None:
    method, path = operation.split()

    answer = staff.request(method, path)

    assert (answer.status, answer.problem) == (404, "not-found")


def test_a_product_cannot_be_put_where_no_sku_can_be(staff: Client) -> None:
    assert staff.put("/products/clock", PRODUCT).status == 404


@pytest.mark.parametrize("operation", ["GET /orders/{}", "POST /orders/{}/cancel"])
def test_somebody_elses_order_is_not_found(bob: Client, alices: str, operation: str) -> None:
    method, path = operation.format(alices).split()

    answer = bob.request(method, path)

    assert (answer.status, answer.problem) == (404, "not-found")
    assert answer.json == bob.get(f"/orders/{NO_SUCH_ORDER}").json
