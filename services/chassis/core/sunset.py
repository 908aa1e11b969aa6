"""Deprecation metadata for operations and events."""

from __future__ import annotations

from datetime import date
from typing import Any


def deprecation_extension(since: date, sunset: date, successor: str) -> dict[str, Any]:
    """The deprecation date, sunset date and successor, as contract extensions."""
    dates = {"x-deprecated-since": since.isoformat(), "x-sunset": sunset.isoformat()}
    return {"deprecated": True, **dates, "x-successor": successor}
