"""The lifetime of an environment: parsed from `3d`, stored as a time, shown as what remains."""

import re
from datetime import UTC, datetime, timedelta

from souk.base.errors import SoukError

FOREVER = "never"
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse(text: str) -> timedelta:
    """The value of --ttl: `90m`, `12h`, `3d`, `2w`."""
    match = re.fullmatch(r"([1-9][0-9]{0,3})([mhdw])", text)
    if match is None:
        raise SoukError(f"`{text}` is no time to live", "write it like 90m, 12h, 3d or 2w")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def expiry(life: timedelta | None, now: datetime) -> str:
    """The stored end: a time, or `never`."""
    return FOREVER if life is None else (now + life).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(expires_at: str) -> datetime | None:
    """The parsed end; None for no end, and for text that is no time."""
    try:
        return datetime.fromisoformat(expires_at.replace("Z", "+00:00"))
    except ValueError:
        return None


def is_expired(expires_at: str, now: datetime) -> bool:
    """Whether `souk env gc` may remove the environment."""
    end = end_of(expires_at)
    return end is not None and end <= now


def remaining(expires_at: str, now: datetime) -> str:
    """The rest, for people: `2 d`, `5 h`, `over`, `pinned`; empty without an expiry."""
    if expires_at == FOREVER:
        return "pinned"
    end = end_of(expires_at)
    if end is None:
        return ""
    minutes = (end - now).total_seconds() / 60
    if minutes <= 0:
        return "over"
    units = ((2 * 1440, 1440, "d"), (120, 60, "h"), (0, 1, "min"))
    return next(f"{round(minutes / size)} {unit}" for least, size, unit in units if minutes + 1 >= least)
