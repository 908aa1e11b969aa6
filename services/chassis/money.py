"""Amounts as programs count them (minor units) and as people write them, by ISO 4217."""

from __future__ import annotations

from decimal import Decimal

# How many digits the minor unit has, where it isn't two.
DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}


def digits(currency: str) -> int:
    """How many digits follow the point: "EUR" -> 2."""
    return next((digits for digits, currencies in DIGITS.items() if currency in currencies.split()), 2)


def decimal(amount: int, currency: str) -> str:
    """Minor units as they are written: 4990, "EUR" -> "49.90"."""
    return f"{Decimal(amount).scaleb(-digits(currency)):.{digits(currency)}f}"


def minor_units(written: str, currency: str) -> int:
    """The other way round: "49.90", "EUR" -> 4990. Raises ValueError if the currency has other digits."""
    if len(written.partition(".")[2]) != digits(currency):
        raise ValueError(f"{currency} is written with {digits(currency)} digits after the point")
    return int(Decimal(written).scaleb(digits(currency)))
