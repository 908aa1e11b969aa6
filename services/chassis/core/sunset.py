"""What a contract says of that which will go, operations and events alike."""

from __future__ import annotations

from datetime import date
from typing import Any


def ending(since: date, sunset: date, successor: str) -> dict[str, Any]:
    """Since when nobody should begin with it, until when it stays, and which contract takes its place."""
    dates = {"x-deprecated-since": since.isoformat(), "x-sunset": sunset.isoformat()}
    return {"deprecated": True, **dates, "x-successor": successor}
