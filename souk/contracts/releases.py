"""Releases of the contracts, and the changes in each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

RELEASED = Path("contracts/released")
"""The contracts of the last release, and `releases.json`."""

Kind = Literal["added", "removed", "compatible", "deprecated", "breaking"]


@dataclass(frozen=True)
class Change:
    """One change of a contract in a release."""

    contract: str
    """`orders.v1`, or `orders.OrderPlaced.v1`."""
    kind: Kind
    what: str


@dataclass(frozen=True)
class Release:
    """A version of all contracts, with its date."""

    version: str
    date: date
    changes: tuple[Change, ...]


def read(root: Path) -> list[Release]:
    """Every release, newest first."""
    return [
        Release(
            version=entry["version"],
            date=date.fromisoformat(entry["date"]),
            changes=tuple(Change(**change) for change in entry["changes"]),
        )
        for entry in json.loads((root / RELEASED / "releases.json").read_text())
    ]


def render(releases: list[Release]) -> str:
    """The content of `releases.json`."""
    entries = [
        {
            "version": release.version,
            "date": release.date.isoformat(),
            "changes": [vars(change) for change in release.changes],
        }
        for release in releases
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"
