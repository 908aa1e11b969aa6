"""An order costs what its customer saw, or is not placed; in both versions of the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from chassis.core.identity import IdempotencyKey
from orders.actions import place_order
from orders.domain import Money, Order, Product
from tests.gateway import Client
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import a_request

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
LINES = [{"sku": "LAMP-1", "quantity": 2}]
SEEN = Money(9980, "EUR")
AMOUNTS: dict[str, dict[str, Any]] = {"v1": {"right": 9980, "wrong": 200}, "v2": {"right": "99.80", "wrong": "2.00"}}


@pytest.fixture(params=AMOUNTS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def buyer(version: str, alice: Client, api_v2: Client) -> Client:
    return alice if version == "v1" else api_v2.as_customer("alice")


def an_order(version: str, amount: str, currency: str = "EUR") -> dict[str, Any]:
    return {"lines": LINES, "expected_total": {"amount": AMOUNTS[version][amount], "currency": currency}}


def test_what_costs_as_much_as_expected_is_ordered(buyer: Client, version: str) -> None:
    answer = buyer.post("/orders", an_order(version, "right"), key=KEY)

    assert answer.status == 201
    assert answer.json["total"] == an_order(version, "right")["expected_total"]


@pytest.mark.parametrize(("amount", "currency"), [("wrong", "EUR"), ("right", "USD")])
def test_what_costs_something_else_is_not_ordered(
    buyer: Client, version: str, orders: MemoryOrders, catalogue: MemoryCatalogue, amount: str, currency: str
) -> None:
    answer = buyer.post("/orders", an_order(version, amount, currency), key=KEY)

    assert (answer.status, answer.problem) == (409, "unexpected-total")
    assert "99.80 EUR" in answer.json["detail"]
    assert len(orders) == 0
    assert catalogue["LAMP-1"].stock == 10


def test_a_product_that_became_dearer_is_not_sold_at_the_new_price(
    buyer: Client, version: str, catalogue: MemoryCatalogue
) -> None:
    catalogue.put(Product("LAMP-1", "Reading lamp", Money(99999, "EUR"), stock=10))

    assert buyer.post("/orders", an_order(version, "right"), key=KEY).problem == "unexpected-total"


@pytest.mark.parametrize("unsaid", [{}, {"expected_total": None}])
def test_who_expects_nothing_pays_the_price_as_it_is(buyer: Client, unsaid: dict[str, None]) -> None:
    assert buyer.post("/orders", {"lines": LINES, **unsaid}, key=KEY).status == 201


def test_another_expectation_is_another_request(buyer: Client, version: str) -> None:
    buyer.post("/orders", an_order(version, "right"), key=KEY)

    assert buyer.post("/orders", an_order(version, "wrong"), key=KEY).problem == "key-reused"


class DearerAtOnce(MemoryCatalogue):
    """The same request comes twice at once; the first is through, and the price changed, before this one looks."""

    twin: tuple[MemoryOrders, IdempotencyKey]

    def get_many(self, skus: Iterable[str]) -> dict[str, Product]:
        orders, key = self.twin
        orders.add(Order.place("alice", {"LAMP-1": 2}, super().get_many(["LAMP-1"]), SEEN), key)
        self.put(Product("LAMP-1", "Reading lamp", Money(99999, "EUR"), stock=8))
        return super().get_many(skus)


def test_the_same_request_twice_at_once_gets_the_same_order_although_the_price_changed_between() -> None:
    catalogue, key = DearerAtOnce(Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=10)), a_request()
    orders = MemoryOrders(catalogue)
    catalogue.twin = (orders, key)

    order = place_order("alice", {"LAMP-1": 2}, key, orders, catalogue, MemoryCustomers("alice"), SEEN)

    assert orders[order.id] == order
    assert order.total == SEEN
