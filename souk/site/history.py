"""What the releases changed in one contract."""

from __future__ import annotations

from pathlib import Path

from souk.contracts import releases
from souk.site.markdown import badge, table


def of(root: Path, contract: str) -> str:
    """Its history as a table, newest first."""
    rows = [
        (release.version, release.date.isoformat(), badge(change.kind, change.kind), change.what)
        for release in releases.read(root)
        for change in release.changes
        if change.contract == contract
    ]
    return table(("Release", "Date", "Kind", "What"), rows) or "Not released yet."
