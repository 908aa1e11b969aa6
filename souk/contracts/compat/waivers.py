"""Breaks that somebody allowed, in writing and for a time: contracts/waivers.toml."""

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
HINT = "docs/contracts.md shows what a waiver looks like"
WORDS = ("contract", "change", "reason")


@dataclass(frozen=True)
class Waiver:
    """One break that is allowed until a day, that day included."""

    contract: str
    change: str
    """What the gate's line says after the contract's name, or a part of it."""
    reason: str
    until: date

    def allows(self, finding: Finding) -> bool:
        """Whether this is the break it means."""
        return finding.breaks and finding.contract == self.contract and self.change in finding.text


def read(root: Path) -> list[Waiver]:
    """Every waiver; none where there is no file."""
    path = root / FILE
    try:
        told = tomllib.loads(path.read_text()) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise SoukError(f"{FILE} is not TOML: {error}", HINT) from error
    if unknown := sorted(told.keys() - {"waiver"}):
        raise SoukError(f"{FILE} has no place for `{unknown[0]}`", HINT)
    return [_waiver(number, entry) for number, entry in enumerate(told.get("waiver", []), 1)]


def apply(waivers: Sequence[Waiver], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with those marked that a waiver allows."""
    return [
        next((finding.waive(waiver.reason) for waiver in waivers if waiver.allows(finding)), finding)
        for finding in findings
    ]


def complaints(waivers: Sequence[Waiver], findings: Sequence[Finding], today: date, every: bool) -> list[str]:
    """What is wrong with the waivers themselves; whether one is used is only known when `every` break was looked at."""
    found = []
    for waiver in waivers:
        name = f"{FILE}: the waiver for {waiver.contract} “{waiver.change}”"
        if waiver.until < today:
            found.append(f"{name} ended on {waiver.until}")
        elif every and not any(waiver.allows(finding) for finding in findings):
            found.append(f"{name} allows nothing that breaks: take it out")
    return found


def _waiver(number: int, entry: Any) -> Waiver:
    where = f"{FILE}: waiver {number}"
    if not isinstance(entry, dict):
        raise SoukError(f"{where} is no table", HINT)
    for word in WORDS:
        if not isinstance(entry.get(word), str) or not entry[word].strip():
            raise SoukError(f"{where} doesn't say its `{word}`", HINT)
    until = entry.get("until")
    if not isinstance(until, date) or isinstance(until, datetime):
        raise SoukError(f"{where} needs a day in `until`: 2027-01-31, without quotes", HINT)
    if unknown := sorted(entry.keys() - {*WORDS, "until"}):
        raise SoukError(f"{where} has no place for `{unknown[0]}`", HINT)
    return Waiver(entry["contract"], entry["change"], entry["reason"], until)
