"""Events of other services, as notifications receives them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from notifications.events_in import (
    OrderCancelled,
    OrderPlaced,
    OrderShipped,
    UserChanged,
    UserErased,
    UserRegistered,
)

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
ORDER: dict[str, Any] = {
    "customer_id": "alice",
    "lines": [{"name": "Reading lamp", "quantity": 2, "price": {"amount": 4990, "currency": "EUR"}}],
    "total": {"amount": 9980, "currency": "EUR"},
}


_numbers = count()


def envelope(of: str, sequence: int = 1) -> dict[str, Any]:
    """The fields of every event; ids rise with each call, as they do with time."""
    return {
        "id": f"01KAQ4N9T4W6M2J8ZC5R7{next(_numbers):05d}",
        "at": AT,
        "aggregate_id": of,
        "sequence": sequence,
        "trace": "",
    }


def registered(of: str = "alice", email: str = "alice@souk.example", sequence: int = 1) -> UserRegistered:
    return UserRegistered(full_name=of.capitalize(), email=email, **envelope(of, sequence))


def changed(sequence: int, email: str, of: str = "alice") -> UserChanged:
    return UserChanged(full_name=of.capitalize(), email=email, **envelope(of, sequence))


def erased(sequence: int = 2, of: str = "alice") -> UserErased:
    return UserErased(**envelope(of, sequence))


def placed(of: str = "order-1") -> OrderPlaced:
    return OrderPlaced(**ORDER, **envelope(of))


def cancelled(of: str = "order-1") -> OrderCancelled:
    return OrderCancelled(**ORDER, **envelope(of, 2))


def shipped(of: str = "order-1") -> OrderShipped:
    return OrderShipped(**ORDER, **envelope(of, 2))
