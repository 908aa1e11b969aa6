"""Version 2 of the orders API: amounts as they are written, in and out, in the digits of their currency."""

from __future__ import annotations

from typing import Any

import pytest

from orders.domain import MAX_TOTAL, Money, Product
from tests.gateway import Client
from tests.orders.fakes import MemoryCatalogue

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
CURRENCIES = [
    ("EUR", "49.90", 4990),
    ("EUR", "0.05", 5),
    ("EUR", "0.00", 0),
    ("JPY", "4990", 4990),
    ("JPY", "0", 0),
    ("KWD", "4.990", 4990),
    ("CLF", "0.4990", 4990),
    ("EUR", "10000000000.00", MAX_TOTAL),
    ("JPY", "1000000000000", MAX_TOTAL),
]


def a_product(amount: Any, currency: Any) -> dict[str, Any]:
    return {"name": "Clock", "price": {"amount": amount, "currency": currency}, "stock": 4}


@pytest.mark.parametrize(("currency", "written", "counted"), CURRENCIES)
def test_a_price_is_written_and_kept_in_minor_units(
    staff_v2: Client, catalogue: MemoryCatalogue, currency: str, written: str, counted: int
) -> None:
    answer = staff_v2.put("/products/CLOCK-1", a_product(written, currency))

    assert answer.json == {"sku": "CLOCK-1", **a_product(written, currency)}
    assert catalogue["CLOCK-1"].price == Money(counted, currency)


@pytest.mark.parametrize(("currency", "written", "counted"), CURRENCIES)
def test_what_was_priced_by_version_1_is_read_by_version_2(
    api: Client, api_v2: Client, currency: str, written: str, counted: int
) -> None:
    api.as_staff().put("/products/CLOCK-1", a_product(counted, currency))

    assert api_v2.get("/products/CLOCK-1").json["price"] == {"amount": written, "currency": currency}


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("49.9", "EUR"),
        ("49", "EUR"),
        ("49.900", "EUR"),
        ("49.", "EUR"),
        (".90", "EUR"),
        ("4990.0", "JPY"),
        ("4.99", "KWD"),
        ("-1.00", "EUR"),
        ("+1.00", "EUR"),
        ("01.00", "EUR"),
        ("1e2", "JPY"),
        ("1,00", "EUR"),
        ("1 000.00", "EUR"),
        ("\u0661.00", "EUR"),
        ("1.00\n", "EUR"),
        ("NaN", "EUR"),
        ("", "EUR"),
        (49.90, "EUR"),
        (4990, "EUR"),
        (None, "EUR"),
        ("10000000000.01", "EUR"),
        ("1000000000001", "JPY"),
        ("9999999999999.0000", "CLF"),
        ("1.00", "eur"),
        ("1.00", "EURO"),
        ("1.00", None),
        ("1.00", "EUX"),
        ("1.00", "XAU"),
    ],
)
def test_an_amount_that_is_not_written_as_its_currency_is_refused(
    staff_v2: Client, catalogue: MemoryCatalogue, amount: Any, currency: Any
) -> None:
    answer = staff_v2.put("/products/CLOCK-1", a_product(amount, currency))

    assert (answer.status, answer.problem) == (422, "unprocessable")
    assert answer.json["errors"][0]["field"].startswith("body.price")
    assert "CLOCK-1" not in list(catalogue)


def test_an_amount_with_the_wrong_digits_is_refused_with_the_right_ones(staff_v2: Client) -> None:
    answer = staff_v2.put("/products/CLOCK-1", a_product("4.99", "KWD"))

    assert "KWD is written with 3 digits after the point" in answer.json["detail"]


@pytest.mark.parametrize(
    ("currency", "price", "piece", "total"),
    [("EUR", 4990, "49.90", "149.70"), ("JPY", 4990, "4990", "14970"), ("KWD", 4990, "4.990", "14.970")],
)
def test_an_order_adds_up(
    api_v2: Client, catalogue: MemoryCatalogue, currency: str, price: int, piece: str, total: str
) -> None:
    catalogue.put(Product("CLOCK-1", "Clock", Money(price, currency), stock=4))

    order = api_v2.as_customer("alice").post("/orders", {"lines": [{"sku": "CLOCK-1", "quantity": 3}]}, key=KEY).json

    assert order["lines"][0]["price"] == {"amount": piece, "currency": currency}
    assert order["total"] == {"amount": total, "currency": currency}


def test_an_order_that_costs_more_than_can_be_counted_is_refused(api_v2: Client, catalogue: MemoryCatalogue) -> None:
    catalogue.put(Product("YACHT-1", "Yacht", Money(MAX_TOTAL, "EUR"), stock=2))
    customer = api_v2.as_customer("alice")

    answer = customer.post("/orders", {"lines": [{"sku": "YACHT-1", "quantity": 2}]}, key=KEY)

    assert (answer.status, answer.problem) == (422, "too-expensive")
    assert catalogue["YACHT-1"].stock == 2
    assert customer.post("/orders", {"lines": [{"sku": "YACHT-1", "quantity": 1}]}, key=KEY[::-1]).status == 201
