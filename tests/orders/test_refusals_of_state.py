"""Refusals of the orders API that come from its state, or from something broken."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chassis.core.errors import Busy, ChangedMeanwhile
from orders.domain import Order, Product
from orders.ports import Catalogue, Orders
from tests.gateway import Client
from tests.orders.conftest import WORLD
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
ORDER = {"lines": [{"sku": "LAMP-1", "quantity": 1}]}
PRODUCT = {"name": "Clock", "price": {"amount": 1900, "currency": "EUR"}, "stock": 4}


class Contended(MemoryOrders):
    """Somebody else is always faster."""

    @contextmanager
    def change(self, order_id: str, cause: str | None = None) -> Iterator[Order]:
        yield self[order_id]
        raise ChangedMeanwhile


class Rushed(MemoryCatalogue):
    """Too many people put products."""

    def put(self, product: Product) -> None:
        raise Busy


class Broken(MemoryCatalogue):
    """Fails in a way that nobody foresaw."""

    def get(self, sku: str) -> Product | None:
        raise ZeroDivisionError("the secret of alice@example.com")


@pytest.fixture
def placed(alice: Client) -> str:
    return str(alice.post("/orders", ORDER, key=KEY).json["id"])


def test_a_customer_who_is_blocked_is_refused_at_once(alice: Client, customers: MemoryCustomers) -> None:
    customers.blocked.add("alice")

    answer = alice.post("/orders", ORDER, key=KEY)

    assert (answer.status, answer.problem) == (409, "blocked")
    assert alice.get("/orders").json["items"] == []


def test_an_order_that_has_shipped_is_not_cancelled(
    alice: Client, staff: Client, placed: str, catalogue: MemoryCatalogue
) -> None:
    staff.post(f"/orders/{placed}/ship")

    answer = alice.post(f"/orders/{placed}/cancel")

    assert (answer.status, answer.problem) == (409, "already-shipped")
    assert alice.get(f"/orders/{placed}").json["status"] == "shipped"
    assert catalogue["LAMP-1"].stock == 9


def test_an_order_that_was_cancelled_is_not_shipped(alice: Client, staff: Client, placed: str) -> None:
    alice.post(f"/orders/{placed}/cancel")

    answer = staff.post(f"/orders/{placed}/ship")

    assert (answer.status, answer.problem) == (409, "already-cancelled")
    assert alice.get(f"/orders/{placed}").json["status"] == "cancelled"


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_an_order_whose_stock_has_no_room_to_return_is_not_cancelled(
    alice: Client, api_v2: Client, staff: Client, placed: str, catalogue: MemoryCatalogue, version: str
) -> None:
    staff.put("/products/LAMP-1", {**PRODUCT, "stock": 10**9})

    answer = (alice if version == "v1" else api_v2.as_customer("alice")).post(f"/orders/{placed}/cancel")

    assert (answer.status, answer.problem) == (409, "too-much-stock")
    assert alice.get(f"/orders/{placed}").json["status"] == "placed"
    assert catalogue["LAMP-1"].stock == 10**9


@pytest.mark.parametrize("verb", ["cancel", "ship"])
def test_who_never_gets_at_an_order_because_others_change_it_is_asked_to_come_back(
    staff: Client, catalogue: MemoryCatalogue, verb: str
) -> None:
    WORLD[Orders] = Contended(catalogue)
    order_id = staff.as_customer("alice").post("/orders", ORDER, key=KEY).json["id"]

    answer = staff.post(f"/orders/{order_id}/{verb}")

    assert (answer.status, answer.problem) == (409, "changed-meanwhile")
    assert answer.headers["retry-after"] == "1"


def test_when_too_many_change_the_same_they_are_asked_to_come_back(staff: Client) -> None:
    WORLD[Catalogue] = Rushed()

    answer = staff.put("/products/CLOCK-1", PRODUCT)

    assert (answer.status, answer.problem) == (503, "busy")
    assert answer.headers["retry-after"] == "1"


def test_what_nobody_foresaw_is_answered_without_its_text(api: Client, caplog: pytest.LogCaptureFixture) -> None:
    WORLD[Catalogue] = Broken()

    with caplog.at_level(logging.ERROR):
        answer = api.get("/products/LAMP-1")

    assert (answer.status, answer.problem) == (500, "unexpected")
    assert set(answer.json) == {"type", "title", "status"}
    assert "ZeroDivisionError" in caplog.text


def test_a_body_of_nothing_but_mistakes_gets_a_short_answer(alice: Client) -> None:
    body = {f"field{number}": number for number in range(5000)}

    answer = alice.post("/orders", body, key="8e03978e-40d5-43dd-bc93-6894a57f9324")

    assert answer.problem == "unprocessable"
    assert len(answer.json["errors"]) == 20
