"""Waivers: breaking changes that are allowed for a reason and until a date, in contracts/waivers.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from souk.base.errors import SoukError
from souk.contracts.compat.findings import Finding

FILE = Path("contracts/waivers.toml")
HINT = "docs/contracts.md shows a waiver"
TEXTS = ("contract", "change", "reason")


@dataclass(frozen=True)
class Waiver:
    """One breaking change, allowed until a date (inclusive)."""

    contract: str
    change: str
    """The finding's text, or a part of it."""
    reason: str
    until: date

    def allows(self, finding: Finding) -> bool:
        """Whether it matches the finding."""
        return finding.breaks and finding.contract == self.contract and self.change in finding.text


def read(root: Path) -> list[Waiver]:
    """Every waiver; none if the file doesn't exist."""
    path = root / FILE
    try:
        content = tomllib.loads(path.read_text()) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise SoukError(f"{FILE} is not TOML: {error}", HINT) from error
    if unknown := sorted(content.keys() - {"waiver"}):
        raise SoukError(f"{FILE} has an unknown key `{unknown[0]}`", HINT)
    return [_waiver(number, entry) for number, entry in enumerate(content.get("waiver", []), 1)]


def apply(waivers: Sequence[Waiver], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those with a waiver marked."""
    return [
        next((finding.waive(waiver.reason) for waiver in waivers if waiver.allows(finding)), finding)
        for finding in findings
    ]


def complaints(waivers: Sequence[Waiver], findings: Sequence[Finding], today: date, complete: bool) -> list[str]:
    """Expired waivers, and unused ones if the findings are `complete`: everything since the last release."""
    complaints = []
    for waiver in waivers:
        name = f"{FILE}: the waiver for {waiver.contract} “{waiver.change}”"
        if waiver.until < today:
            complaints.append(f"{name} ended on {waiver.until}")
        elif complete and not any(waiver.allows(finding) for finding in findings):
            complaints.append(f"{name} matches no breaking change: remove it")
    return complaints


def _waiver(number: int, entry: Any) -> Waiver:
    name = f"{FILE}: waiver {number}"
    if not isinstance(entry, dict):
        raise SoukError(f"{name} is no table", HINT)
    for key in TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise SoukError(f"{name} has no `{key}`", HINT)
    until = entry.get("until")
    if not isinstance(until, date) or isinstance(until, datetime):
        raise SoukError(f"{name} has no date in `until`: 2027-01-31, without quotes", HINT)
    if unknown := sorted(entry.keys() - {*TEXTS, "until"}):
        raise SoukError(f"{name} has an unknown key `{unknown[0]}`", HINT)
    return Waiver(entry["contract"], entry["change"], entry["reason"], until)
