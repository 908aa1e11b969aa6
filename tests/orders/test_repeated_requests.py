"""A repeated request gets its first response, whatever would refuse the order by now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from orders.domain import Money, Product
from tests.gateway import Client
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
OTHER_KEY = "9fa55d3e-9273-4a8b-8b92-b0dd1a92f3f1"
LINES = [{"sku": "LAMP-1", "quantity": 2}, {"sku": "KETTLE-1", "quantity": 1}]
ORDER: dict[str, Any] = {"lines": LINES, "expected_total": {"amount": 12430, "currency": "EUR"}}
Change = Callable[[MemoryCustomers, MemoryCatalogue], object]


def priced(amount: int, currency: str = "EUR", stock: int = 10) -> Change:
    """A lamp that costs something else by now."""
    return lambda _, catalogue: catalogue.put(Product("LAMP-1", "Reading lamp", Money(amount, currency), stock))


SINCE: dict[str, Change] = {
    "unavailable": lambda customers, _: setattr(customers, "down", True),
    "blocked": lambda customers, _: customers.blocked.add("alice"),
    "unknown-customer": lambda customers, _: customers.ids.clear(),
    "unknown-product": lambda _, catalogue: catalogue.remove("LAMP-1"),
    "out-of-stock": priced(4990, stock=0),
    "mixed-currencies": priced(4990, "USD"),
    "too-expensive": priced(10**12),
    "unexpected-total": priced(5000),
}
"""Changes by the refusal that they lead to."""


@pytest.fixture
def first(alice: Client) -> str:
    """The response to the first request."""
    answer = alice.post("/orders", ORDER, key=KEY)
    assert answer.status == 201
    return answer.text


@pytest.fixture(params=SINCE)
def refusal(request: pytest.FixtureRequest, first: str, customers: MemoryCustomers, catalogue: MemoryCatalogue) -> str:
    """The refusal of every other request, because the world has changed since the first one."""
    SINCE[request.param](customers, catalogue)
    return str(request.param)


def test_the_same_request_gets_the_same_response_and_takes_nothing(
    alice: Client, first: str, refusal: str, catalogue: MemoryCatalogue
) -> None:
    shelf = [catalogue[sku] for sku in catalogue]

    again = alice.post("/orders", ORDER, key=KEY)

    assert (again.status, again.text) == (201, first)
    assert shelf == [catalogue[sku] for sku in catalogue]
    assert len(alice.get("/orders").json["items"]) == 1


def test_another_request_with_the_same_key_is_told_so(alice: Client, refusal: str) -> None:
    assert alice.post("/orders", {"lines": LINES[:1]}, key=KEY).problem == "key-reused"


def test_another_request_is_refused(alice: Client, refusal: str) -> None:
    assert alice.post("/orders", ORDER, key=OTHER_KEY).problem == refusal
