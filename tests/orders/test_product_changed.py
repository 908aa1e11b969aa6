"""Events of products: the same in every store, the fakes and the one in DynamoDB."""

from __future__ import annotations

from orders.domain import Money, Product
from tests.gateway import Client
from tests.orders.fakes import MemoryCatalogue
from tests.orders.shop import SKU, Shop

BODY = {"name": "Clock", "price": {"amount": "12.00", "currency": "EUR"}, "stock": 4}


def test_a_new_product_is_announced_once(shop: Shop) -> None:
    for _ in range(2):
        shop.catalogue.put(Product("CLOCK-1", "Clock", Money(1200, "EUR"), stock=4))

    [event] = shop.news("CLOCK-1")
    assert (event["name"], event["version"], event["new"]) == ("orders.ProductChanged", 1, True)
    assert event["product"] == {"sku": "CLOCK-1", "name": "Clock", "price": {"amount": 1200, "currency": "EUR"}}


def test_a_change_of_name_price_or_stock_is_announced_in_order(stocked: Shop) -> None:
    for name, price, stock in (("Lamp", 4990, 10), ("Lamp", 3990, 10), ("Lamp", 3990, 9)):
        stocked.catalogue.put(Product(SKU, name, Money(price, "EUR"), stock))

    news = stocked.news(SKU)
    assert [event["sequence"] for event in news] == [1, 2, 3, 4]
    assert [event["new"] for event in news] == [True, False, False, False]
    assert [event["product"]["price"]["amount"] for event in news] == [4990, 4990, 3990, 3990]


def test_a_product_that_is_put_after_an_order_goes_on_counting_its_events(stocked: Shop) -> None:
    stocked.placed(quantity=3)

    stocked.catalogue.put(Product(SKU, "Reading lamp", Money(4990, "EUR"), stock=10))

    assert [event["sequence"] for event in stocked.news(SKU)] == [1, 2]
    assert stocked.stock() == 10


def test_staff_who_put_a_product_announce_it(staff_v2: Client, catalogue: MemoryCatalogue) -> None:
    staff_v2.put("/products/CLOCK-1", BODY)

    assert [event.key() for event in catalogue.announced] == ["orders.ProductChanged.v1"]


def test_a_refused_product_announces_nothing(staff_v2: Client, catalogue: MemoryCatalogue) -> None:
    assert staff_v2.put("/products/CLOCK-1", {**BODY, "stock": -1}).status == 422

    assert catalogue.announced == []
