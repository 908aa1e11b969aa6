"""Successful requests to the orders API."""

from __future__ import annotations

import re
from typing import Any

from tests.gateway import Client
from tests.orders.fakes import MemoryCatalogue, MemoryOrders

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
LAMP = {"sku": "LAMP-1", "name": "Reading lamp", "price": {"amount": 4990, "currency": "EUR"}, "stock": 10}


def two_lamps() -> dict[str, Any]:
    return {"lines": [{"sku": "LAMP-1", "quantity": 2}]}


def an_order(customer: Client, key: str = KEY) -> str:
    """Place one; answers its id."""
    return str(customer.post("/orders", two_lamps(), key=key).json["id"])


def test_anybody_can_browse_the_products(api: Client) -> None:
    first = api.get("/products", {"limit": "2"})
    rest = api.get("/products", {"limit": "2", "cursor": first.json["next_cursor"]})

    assert [product["sku"] for product in first.json["items"]] == ["KETTLE-1", "LAMP-1"]
    assert [product["sku"] for product in rest.json["items"]] == ["RADIO-1"]
    assert rest.json["next_cursor"] is None
    assert first.headers["cache-control"] == "public, max-age=60"


def test_anybody_can_look_at_a_product(api: Client) -> None:
    answer = api.get("/products/LAMP-1")

    assert answer.status == 200
    assert answer.json == LAMP
    assert answer.headers["cache-control"] == "public, max-age=60"


def test_anybody_can_see_what_sells_best(api: Client, catalogue: MemoryCatalogue) -> None:
    catalogue.count({"LAMP-1": 3, "KETTLE-1": 7}, cause="event-1")

    answer = api.get("/products/bestsellers", {"limit": "1"})

    assert answer.json == {"items": [{"sku": "KETTLE-1", "pieces": 7}]}
    assert answer.headers["cache-control"] == "public, max-age=60"


def test_staff_add_a_product(staff: Client, catalogue: MemoryCatalogue) -> None:
    body = {"name": "Clock", "price": {"amount": 1900, "currency": "EUR"}, "stock": 4}

    answer = staff.put("/products/CLOCK-1", body)

    assert answer.status == 200
    assert answer.json == {"sku": "CLOCK-1", **body}
    assert catalogue["CLOCK-1"].stock == 4


def test_staff_replace_a_product(staff: Client, catalogue: MemoryCatalogue) -> None:
    body = {"name": "Better lamp", "price": {"amount": 5990, "currency": "EUR"}, "stock": 0}

    answer = staff.put("/products/LAMP-1", body)

    assert answer.json == {"sku": "LAMP-1", **body}
    assert (catalogue["LAMP-1"].name, catalogue["LAMP-1"].stock) == ("Better lamp", 0)


def test_a_customer_orders_and_the_stock_is_theirs(alice: Client, catalogue: MemoryCatalogue) -> None:
    answer = alice.post("/orders", two_lamps(), key=KEY)

    assert answer.status == 201
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", answer.json.pop("id"))
    order = {name: value for name, value in answer.json.items() if name not in ("id", "placed_at")}
    assert order == {
        "status": "placed",
        "lines": [
            {"sku": "LAMP-1", "name": "Reading lamp", "quantity": 2, "price": {"amount": 4990, "currency": "EUR"}}
        ],
        "total": {"amount": 9980, "currency": "EUR"},
    }
    assert catalogue["LAMP-1"].stock == 8


def test_times_are_told_in_utc(alice: Client) -> None:
    placed_at = alice.post("/orders", two_lamps(), key=KEY).json["placed_at"]

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", placed_at)


def test_lines_of_the_same_product_add_up(alice: Client, catalogue: MemoryCatalogue) -> None:
    lines = [{"sku": "LAMP-1", "quantity": 2}, {"sku": "LAMP-1", "quantity": 3}]

    answer = alice.post("/orders", {"lines": lines}, key=KEY)

    assert [line["quantity"] for line in answer.json["lines"]] == [5]
    assert catalogue["LAMP-1"].stock == 5


def test_the_same_request_again_gets_the_same_answer(alice: Client, orders: MemoryOrders) -> None:
    first = alice.post("/orders", two_lamps(), key=KEY)
    alice.post(f"/orders/{first.json['id']}/cancel")

    again = alice.post("/orders", two_lamps(), key=KEY)

    assert again.status == 201
    assert again.text == first.text
    assert len(orders) == 1


def test_the_same_request_may_write_its_body_differently(alice: Client, orders: MemoryOrders) -> None:
    headers = {"Idempotency-Key": KEY, "Content-Type": "application/json; charset=utf-8"}
    first = alice.request("POST", "/orders", headers=headers, body='{"lines":[{"sku":"LAMP-1","quantity":2}]}')

    again = alice.request("POST", "/orders", headers=headers, body='{ "lines": [{"quantity":2,"sku":"LAMP-1"}] }')

    assert again.text == first.text
    assert len(orders) == 1


def test_two_customers_may_choose_the_same_key(alice: Client, bob: Client) -> None:
    assert an_order(alice) != an_order(bob)


def test_two_keys_are_two_orders(alice: Client, orders: MemoryOrders) -> None:
    an_order(alice)
    an_order(alice, key=KEY[::-1])

    assert len(orders) == 2


def test_customers_list_their_own_orders_newest_first(alice: Client, bob: Client) -> None:
    mine = [an_order(alice, key=f"{KEY}-{n}") for n in range(3)]
    an_order(bob)

    first = alice.get("/orders", {"limit": "2"})
    rest = alice.get("/orders", {"limit": "2", "cursor": first.json["next_cursor"]})

    assert [order["id"] for order in first.json["items"] + rest.json["items"]] == sorted(mine, reverse=True)
    assert rest.json["next_cursor"] is None


def test_a_borrowed_cursor_shows_only_ones_own_orders(alice: Client, bob: Client) -> None:
    for n in range(2):
        an_order(alice, key=f"{KEY}-{n}")
    bobs = an_order(bob)
    borrowed = alice.get("/orders", {"limit": "1"}).json["next_cursor"]

    page = bob.get("/orders", {"cursor": borrowed})

    assert {order["id"] for order in page.json["items"]} <= {bobs}


def test_a_customer_looks_at_an_order(alice: Client, staff: Client) -> None:
    order_id = an_order(alice)

    assert alice.get(f"/orders/{order_id}").json["id"] == order_id
    assert staff.get(f"/orders/{order_id}").json["id"] == order_id


def test_a_customer_cancels_and_the_stock_returns(alice: Client, catalogue: MemoryCatalogue) -> None:
    order_id = an_order(alice)

    answer = alice.post(f"/orders/{order_id}/cancel")

    assert (answer.status, answer.text) == (204, "")
    assert alice.get(f"/orders/{order_id}").json["status"] == "cancelled"
    assert catalogue["LAMP-1"].stock == 10


def test_cancelling_again_is_fine(alice: Client, catalogue: MemoryCatalogue) -> None:
    order_id = an_order(alice)

    assert [alice.post(f"/orders/{order_id}/cancel").status for _ in range(2)] == [204, 204]
    assert catalogue["LAMP-1"].stock == 10


def test_staff_send_an_order_off(alice: Client, staff: Client) -> None:
    order_id = an_order(alice)

    answer = staff.post(f"/orders/{order_id}/ship")

    assert answer.status == 200
    assert answer.json["status"] == "shipped"
    assert alice.get(f"/orders/{order_id}").json["status"] == "shipped"


def test_an_empty_cursor_is_the_beginning(api: Client) -> None:
    answer = api.get("/products", {"limit": "2", "cursor": ""})

    assert [item["sku"] for item in answer.json["items"]] == ["KETTLE-1", "LAMP-1"]
