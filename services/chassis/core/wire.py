"""Events as JSON that nobody has parsed yet. It loads no pydantic, which an outbox relay does without."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

ULID_PATTERN = r"^[0-9A-HJKMNP-TV-Z]{26}$"
MAX_BYTES = 250_000  # SNS and SQS take 256 KiB, attributes included
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
TYPES = {"id": str, "name": str, "version": int, "at": str, "aggregate_id": str, "sequence": int, "trace": str}


def key_of(raw: dict[str, Any]) -> str:
    """The key of an event that isn't parsed yet."""
    return f"{raw.get('name')}.v{raw.get('version')}"


def is_event(text: str) -> bool:
    """Whether JSON has the common fields as we write them. If not, `Event` decides, and names the bad ones."""
    try:
        raw = json.loads(text)
        if any(type(raw[name]) is not type_ for name, type_ in TYPES.items()) or "\\ud" in text.lower():
            return False
        datetime.fromisoformat(raw["at"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return bool(re.fullmatch(ULID_PATTERN[1:-1], raw["id"]) and MOMENT.fullmatch(raw["at"]))
