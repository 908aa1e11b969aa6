"""How long an environment lives: said as `3d`, kept as a time, shown as what is left of it."""

import re
from datetime import UTC, datetime, timedelta

from souk.base.errors import SoukError

FOREVER = "never"
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse(text: str) -> timedelta:
    """What --ttl says: `90m`, `12h`, `3d`, `2w`."""
    told = re.fullmatch(r"([1-9][0-9]{0,3})([mhdw])", text)
    if told is None:
        raise SoukError(f"`{text}` is no time to live", "say it like 90m, 12h, 3d or 2w")
    return timedelta(**{UNITS[told[2]]: int(told[1])})


def expiry(life: timedelta | None, now: datetime) -> str:
    """What is kept: a time, or never where there is no end."""
    return FOREVER if life is None else (now + life).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(expires_at: str) -> datetime | None:
    """When its time is over; None where it has no end. What can't be read ends nothing."""
    try:
        return datetime.fromisoformat(expires_at.replace("Z", "+00:00"))
    except ValueError:
        return None


def is_over(expires_at: str, now: datetime) -> bool:
    """Whether `souk env gc` may take it."""
    end = end_of(expires_at)
    return end is not None and end <= now


def left(expires_at: str, now: datetime) -> str:
    """For people: `2 d`, `5 h`, `over`, `pinned`; nothing where nobody ever said."""
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
