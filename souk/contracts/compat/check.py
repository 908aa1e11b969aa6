"""All contracts held against those of another moment, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from souk.base.errors import SoukError
from souk.contracts import export
from souk.contracts.compat import consumers, events, openapi, snapshots, waivers
from souk.contracts.compat.consumers import Reader
from souk.contracts.compat.findings import Finding
from souk.contracts.compat.openapi import Callers
from souk.contracts.compat.operations import operations
from souk.contracts.compat.snapshots import Contracts
from souk.generate import python, typescript


@dataclass(frozen=True)
class Verdict:
    """What a comparison came to."""

    against: str
    findings: Sequence[Finding]
    complaints: Sequence[str] = ()
    """What is wrong with the waivers."""

    @property
    def breaks(self) -> list[Finding]:
        """What stands in the way."""
        return [finding for finding in self.findings if finding.breaks]

    @property
    def passes(self) -> bool:
        """Whether the contracts may go out as they are."""
        return not self.breaks and not self.complaints

    def as_json(self) -> dict[str, Any]:
        """The one object that `--json` prints."""
        findings = [{**asdict(finding), "breaks": finding.breaks} for finding in self.findings]
        return {
            "against": self.against,
            "passes": self.passes,
            "findings": findings,
            "complaints": [*self.complaints],
        }


def refuse_stale(root: Path) -> None:
    """Contracts and SDK must be what the code says before anything can be said about them."""
    if stale := export.stale(root):
        lines = [f"contracts/{path} isn't what the code says" for path in stale]
        raise SoukError("\n".join(lines), "it is generated: change the code, never the file, then `make sdk`")
    _refuse_stale_sdk(python.PACKAGE, python.stale(root))
    _refuse_stale_sdk(typescript.GENERATED, typescript.stale(root))


def _refuse_stale_sdk(folder: Path, stale: Sequence[str]) -> None:
    if stale:
        lines = [f"{folder}/{name} isn't what the contracts say" for name in stale]
        raise SoukError("\n".join(lines), "it is generated: `make sdk` writes it anew")


def check(
    root: Path, today: date, ref: str | None = None, refuse_stale: Callable[[Path], None] = refuse_stale
) -> Verdict:
    """The working tree's contracts against those of a commit, or without one those that were last released."""
    new = snapshots.working_tree(root)
    old = snapshots.commit(root, ref) if ref else snapshots.released(root)
    refuse_stale(root)
    ids = {name: old.ids(name) | new.ids(name) for name in {*old.openapi, *new.openapi}}
    found = compare(old, new, consumers.readers(export.services(root)), consumers.callers(root, ids), today)
    written = waivers.read(root)
    wrong = waivers.complaints(written, found, today, every=ref is None)
    current = [waiver for waiver in written if waiver.until >= today]
    return Verdict(old.title, waivers.apply(current, found), wrong)


def compare(
    old: Contracts,
    new: Contracts,
    reading: Mapping[str, Sequence[Reader]],
    calling: Mapping[str, Callers],
    today: date,
) -> list[Finding]:
    """What changed in all contracts, contract by contract."""
    found: list[Finding] = []
    for name in sorted({*old.openapi, *new.openapi}):
        calls = calling.get(name, {})
        if name not in old.openapi:
            found.append(Finding(name, "", "is a new API", "added"))
        elif name not in new.openapi:
            found.append(openapi.gone(name, old.openapi[name], calls, today))
        elif old.openapi[name] != new.openapi[name]:
            found += openapi.compare(name, old.openapi[name], new.openapi[name], calls, today)
    for name in sorted({*old.events, *new.events, *reading}):
        reads = reading.get(name, [])
        if name not in old.events and name not in new.events:
            found.append(events.unheard_of(name, reads))
        elif name not in old.events:
            found.append(Finding(name, "", "is a new event", "added"))
            found += events.unmet(name, new.events[name], reads)
        elif name not in new.events:
            found.append(events.gone(name, old.events[name], reads, today))
        else:
            found += events.compare(name, old.events[name], new.events[name], reads)
    return found


@dataclass(frozen=True)
class Ending:
    """A deprecated operation, or event."""

    name: str
    contract: str
    since: str
    sunset: str
    successor: str


def deprecated(now: Contracts) -> list[Ending]:
    """All that will go, soonest first."""
    found = [
        _ending(contract, operation.id, operation.said)
        for contract, document in now.openapi.items()
        for operation in operations(document).values()
        if operation.said.get("deprecated")
    ]
    found += [_ending(name, name, event) for name, event in now.events.items() if event.get("deprecated")]
    return sorted(found, key=lambda ending: (ending.sunset, ending.contract, ending.name))


def _ending(contract: str, name: str, said: Mapping[str, str]) -> Ending:
    dates = [said.get(key, "-") for key in ("x-deprecated-since", "x-sunset", "x-successor")]
    return Ending(name, contract, *dates)
