"""The memberships for sale in a fresh environment."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from orders.seed import SHELF
from premium.domain.span import MONTHS
from premium.seed import OFFERS, STOCK, seed
from souk_sdk import Souk


class Shop:
    """The products of the orders API: it lists them and takes new ones."""

    def __init__(self) -> None:
        self.products: dict[str, dict[str, Any]] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            sku = request.url.path.rpartition("/")[2]
            self.products[sku] = {"sku": sku, **json.loads(request.content)}
            return httpx.Response(200, json=self.products[sku])
        links = {"self": "?limit=100", "next": None}
        return httpx.Response(200, json={"items": [*self.products.values()], "links": links})


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def staff(shop: Shop) -> Souk:
    http = httpx.Client(transport=httpx.MockTransport(shop))
    return Souk(base_urls={"orders.v2": "http://shop.example"}, http=http)


def test_every_membership_that_counts_is_for_sale_once(shop: Shop, staff: Souk) -> None:
    assert [seed({"staff": staff}) for _ in range(2)] == [{"memberships for sale": 2}, {"memberships for sale": 0}]
    assert set(shop.products) == set(MONTHS)


def test_one_that_is_nearly_sold_out_is_restocked(shop: Shop, staff: Souk) -> None:
    seed({"staff": staff})
    shop.products["PREMIUM-YEAR"]["stock"] = 7

    assert seed({"staff": staff}) == {"memberships for sale": 1}
    assert shop.products["PREMIUM-YEAR"]["stock"] == STOCK


def test_a_demo_which_orders_the_cheapest_product_makes_nobody_a_member() -> None:
    assert min(float(gadget.price) for gadget in SHELF) < min(float(offer.price) for offer in OFFERS)
