"""Amounts of money in minor units and as decimal strings, by ISO 4217."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol, TypeVar

# How many digits the minor unit has: all that have one, as of 2026-01-01. The rest are metals, tests and funds.
DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE "
        "CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
        "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK "
        "MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
        "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
        "USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DIGITS_OF = {currency: digits for digits, currencies in DIGITS.items() for currency in currencies.split()}
CURRENCIES = frozenset(DIGITS_OF)


class Price(Protocol):
    """An amount of money, however it is counted."""

    currency: str


P = TypeVar("P", bound=Price)


def check_currency(price: P) -> P:
    """The price, if its currency exists. Raises ValueError."""
    if price.currency not in CURRENCIES:
        raise ValueError(f"{price.currency} is no currency of ISO 4217")
    return price


def digits(currency: str) -> int:
    """The number of decimal digits: "EUR" -> 2. A currency that no longer exists has two."""
    return DIGITS_OF.get(currency, 2)


def decimal(amount: int, currency: str) -> str:
    """Minor units as a decimal string: 4990, "EUR" -> "49.90"."""
    return f"{Decimal(amount).scaleb(-digits(currency)):.{digits(currency)}f}"


def minor_units(text: str, currency: str) -> int:
    """A decimal string as minor units: "49.90", "EUR" -> 4990. Raises ValueError if the currency has other digits."""
    if len(text.partition(".")[2]) != digits(currency):
        raise ValueError(f"{currency} is written with {digits(currency)} digits after the point")
    return int(Decimal(text).scaleb(digits(currency)))
