"""The breaking-change check: all contracts compared with an earlier snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from souk.base.errors import SoukError
from souk.contracts import export
from souk.contracts.compat import consumers, events, openapi, snapshots, waivers
from souk.contracts.compat.consumers import Callers, Consumer
from souk.contracts.compat.findings import Finding
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.snapshots import ContractSet
from souk.generate import python, typescript


@dataclass(frozen=True)
class Report:
    """The result of a comparison."""

    against: str
    findings: Sequence[Finding]
    complaints: Sequence[str] = ()
    """Problems of the waivers."""

    @property
    def breaks(self) -> list[Finding]:
        """The breaking changes without a waiver."""
        return [finding for finding in self.findings if finding.breaks]

    @property
    def passes(self) -> bool:
        """Whether the contracts may be released."""
        return not self.breaks and not self.complaints

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` prints it."""
        findings = [{**asdict(finding), "breaks": finding.breaks} for finding in self.findings]
        complaints = [*self.complaints]
        return {"against": self.against, "passes": self.passes, "findings": findings, "complaints": complaints}


def refuse_stale(root: Path) -> None:
    """Raise if the contracts differ from the code, or the SDKs from the contracts: nothing can be compared then."""
    _refuse("contracts", export.stale(root), "the code")
    _refuse(python.PACKAGE, python.stale(root), "the contracts")
    _refuse(typescript.GENERATED, typescript.stale(root), "the contracts")


def _refuse(folder: Path | str, stale: Sequence[str], source: str) -> None:
    if stale:
        lines = [f"{folder}/{name} doesn't match {source}" for name in stale]
        raise SoukError("\n".join(lines), "it is generated: change the code, then `make sdk`")


def check(
    root: Path, today: date, ref: str | None = None, refuse_stale: Callable[[Path], None] = refuse_stale
) -> Report:
    """Compare the working tree's contracts with those of a commit, or with the last release."""
    new = snapshots.working_tree(root)
    old = snapshots.commit(root, ref) if ref else snapshots.released(root)
    refuse_stale(root)
    ids = {name: old.operation_ids(name) | new.operation_ids(name) for name in {*old.openapi, *new.openapi}}
    findings = compare(old, new, consumers.consumers(export.services(root)), consumers.callers(root, ids), today)
    every = waivers.read(root)
    complaints = waivers.complaints(every, findings, today, complete=ref is None)
    current = [waiver for waiver in every if waiver.until >= today]
    return Report(old.title, waivers.apply(current, findings), complaints)


def compare(
    old: ContractSet,
    new: ContractSet,
    consumers: Mapping[str, Sequence[Consumer]],
    callers: Mapping[str, Callers],
    today: date,
) -> list[Finding]:
    """Every change, contract by contract."""
    findings: list[Finding] = []
    for name in sorted({*old.openapi, *new.openapi}):
        findings += _compare_api(name, old.openapi.get(name), new.openapi.get(name), callers.get(name, {}), today)
    for name in sorted({*old.events, *new.events, *consumers}):
        findings += _compare_event(name, old.events.get(name), new.events.get(name), consumers.get(name, []), today)
    return findings


def _compare_api(name: str, old: Schema | None, new: Schema | None, callers: Callers, today: date) -> list[Finding]:
    if old is None or new is None:
        return [openapi.removal(name, old, callers, today) if old else Finding(name, "", "is a new API", "added")]
    return openapi.compare(name, old, new, callers, today)


def _compare_event(
    name: str, old: Schema | None, new: Schema | None, consumers: Sequence[Consumer], today: date
) -> list[Finding]:
    if new is None:
        return [events.removal(name, old, consumers, today) if old else events.undeclared(name, consumers)]
    if old is None:
        return [Finding(name, "", "is a new event", "added"), *events.unmet(name, new, consumers)]
    return events.compare(name, old, new, consumers)
