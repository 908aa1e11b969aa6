"""Event rows, as a table keeps them."""

from __future__ import annotations

import json
from typing import Any

from chassis.core.events import new_id


def row(pk: str, sequence: int, name: str) -> dict[str, Any]:
    """The row of a thing's event."""
    event = {
        "id": new_id(),
        "name": name,
        "version": 1,
        "at": "2026-01-01T12:00:00Z",
        "aggregate_id": pk,
        "sequence": sequence,
        "trace": "",
    }
    return {"pk": pk, "sk": f"EVENT#{sequence:010d}", "event": json.dumps(event)}
