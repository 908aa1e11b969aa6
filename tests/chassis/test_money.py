"""Amounts as they are counted and as they are written."""

from __future__ import annotations

import pytest

from chassis.core.money import CURRENCIES, decimal, digits, minor_units

WRITTEN = [
    ("EUR", 4990, "49.90"),
    ("EUR", 5, "0.05"),
    ("EUR", 0, "0.00"),
    ("EUR", 10**12, "10000000000.00"),
    ("JPY", 4990, "4990"),
    ("JPY", 0, "0"),
    ("KWD", 4990, "4.990"),
    ("CLF", 1, "0.0001"),
    ("XXX", 100, "1.00"),
]


@pytest.mark.parametrize(("currency", "many"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XXX", 2)])
def test_a_currency_has_its_digits(currency: str, many: int) -> None:
    assert digits(currency) == many


def test_a_currency_is_one_of_iso_4217() -> None:
    assert {"EUR", "USD", "JPY", "KWD", "CLF"} <= CURRENCIES
    assert not {"XXX", "XTS", "XAU", "DEM", "BGN", "EUX", ""} & CURRENCIES


@pytest.mark.parametrize(("currency", "counted", "written"), WRITTEN)
def test_an_amount_is_written_in_the_digits_of_its_currency(currency: str, counted: int, written: str) -> None:
    assert decimal(counted, currency) == written


@pytest.mark.parametrize(("currency", "counted", "written"), WRITTEN)
def test_what_is_written_is_counted_to_the_last_unit(currency: str, counted: int, written: str) -> None:
    assert minor_units(written, currency) == counted


@pytest.mark.parametrize("counted", [*range(0, 1000, 97), 10**12 - 1, 10**12])
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "CLF"])
def test_writing_and_counting_lose_nothing(currency: str, counted: int) -> None:
    assert minor_units(decimal(counted, currency), currency) == counted


@pytest.mark.parametrize(
    ("written", "currency"),
    [("49.9", "EUR"), ("49", "EUR"), ("49.900", "EUR"), ("4990.0", "JPY"), ("4.99", "KWD"), ("", "EUR")],
)
def test_an_amount_in_other_digits_is_not_guessed_at(written: str, currency: str) -> None:
    with pytest.raises(ValueError, match=f"{currency} is written with {digits(currency)} digits"):
        minor_units(written, currency)
