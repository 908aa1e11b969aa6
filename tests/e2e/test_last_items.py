"""Many customers, few items."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cloud import Cloud
from tests.waiting import eventually

pytestmark = pytest.mark.cloud


def test_the_last_items_are_never_oversold(cloud: Cloud):
    sku = cloud.product(stock=5)
    customers = [cloud.customer() for _ in range(4)]

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda n: customers[n % 4].order(sku, 1), range(24)))

    assert Counter(answer.status_code for answer in answers if answer.status_code != 503)[201] <= 5
    while cloud.anyone().get("orders", f"/products/{sku}").json()["stock"]:
        # A customer who got 503 orders again, until the stock is gone.
        assert customers[0].order(sku, 1).status_code in (201, 503)
    placed = [order for customer in customers for order in all_orders(customer) if order["lines"][0]["sku"] == sku]
    assert len(placed) == 5
    assert customers[0].order(sku, 1).status_code == 409


def test_fifty_identical_requests_at_once_make_one_order(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product(stock=100)
    key = {"Idempotency-Key": "the-same-order-again"}

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: customer.order(sku, 1, headers=key), range(50)))

    assert {answer.status_code for answer in answers} <= {201, 409, 503}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert len(all_orders(customer)) == 1
    assert cloud.anyone().get("orders", f"/products/{sku}").json()["stock"] == 99


def test_orders_and_cancellations_conserve_the_stock(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product(stock=10)
    ids = [customer.order(sku, 2).json()["id"] for _ in range(5)]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: customer.post("orders", f"/orders/{ids[n % 5]}/cancel"), range(10)))

    assert {answer.status_code for answer in answers} <= {204, 409, 503}
    for order_id in ids:
        eventually(lambda order_id=order_id: customer.post("orders", f"/orders/{order_id}/cancel").status_code == 204)
    assert cloud.anyone().get("orders", f"/products/{sku}").json()["stock"] == 10


def all_orders(customer) -> list[dict]:
    page = customer.get("orders", "/orders?limit=100").json()
    return page["items"]
