"""Amounts: minor units inside, and as each version of the orders API writes them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .. import problems
from .refusals import Refusal

OTHER_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
"""Currencies of ISO 4217 that don't have two digits after the point."""


@dataclass(frozen=True)
class Money:
    """Minor units of a currency."""

    amount: int
    currency: str

    @classmethod
    def parse(cls, value: dict[str, Any], field: str) -> Money:
        """The amount in a request. Raises Refusal if it has other digits than its currency."""
        amount, currency = value["amount"], value["currency"]
        if isinstance(amount, int):
            return cls(amount, currency)
        if len(amount.partition(".")[2]) != _digits(currency):
            reason = f"{currency} is written with {_digits(currency)} digits after the point"
            raise Refusal(problems.Unprocessable, f"{field}: {reason}", errors=[{"field": field, "reason": reason}])
        return cls(int(Decimal(amount).scaleb(_digits(currency))), currency)

    def render(self, contract: str) -> dict[str, Any]:
        """The amount in a response: minor units in version 1, a decimal number from then on."""
        return {"amount": self.amount if contract == "orders.v1" else self._decimal(), "currency": self.currency}

    def __str__(self) -> str:
        return f"{self._decimal()} {self.currency}"

    def _decimal(self) -> str:
        digits = _digits(self.currency)
        return f"{Decimal(self.amount).scaleb(-digits):.{digits}f}"


def _digits(currency: str) -> int:
    return next((digits for digits, currencies in OTHER_DIGITS.items() if currency in currencies.split()), 2)
