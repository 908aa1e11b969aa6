"""The history of a contract: its changes by release."""

from __future__ import annotations

from pathlib import Path

from souk.contracts import releases
from souk.site.markdown import badge, table


def of(root: Path, contract: str) -> str:
    """A table of its changes, newest first."""
    rows = [
        (release.version, release.date.isoformat(), badge(change.kind, change.kind), change.what)
        for release in releases.read(root)
        for change in release.changes
        if change.contract == contract
    ]
    return table(("Release", "Date", "Kind", "Change"), rows) or "Not released yet."
