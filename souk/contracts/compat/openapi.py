"""Two versions of an OpenAPI contract compared: one finding a change, with whom it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from souk.contracts.compat.findings import Finding, listed
from souk.contracts.compat.grouping import Sighting, places
from souk.contracts.compat.operations import Operation, operations
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.requests import Seen, requests, said
from souk.contracts.compat.responses import answers
from souk.contracts.compat.rules import Difference
from souk.contracts.releases import Kind

Callers = Mapping[str, set[str]]
"""The services that call an operation, by its id."""


def compare(contract: str, old: Schema, new: Schema, callers: Callers, today: date) -> list[Finding]:
    """What changed between two versions of one contract."""
    before, after = operations(old), operations(new)
    found: list[Finding] = []
    changes: list[Sighting] = []
    for key, operation in before.items():
        if key in after:
            changes += [Sighting(operation.id, part, change) for part, change in _changes(operation, after[key])]
        else:
            found.append(_gone(contract, operation, callers, today))
    for where, ids, change in places(changes):
        hurts = whom(set().union(*(callers.get(name, set()) for name in ids))) if change.breaking else ""
        found.append(Finding(contract, where, change.what, _kind(change), hurts))
    new_ones = [operation for key, operation in after.items() if key not in before]
    found += [Finding(contract, operation.id, "is a new operation", "added") for operation in new_ones]
    return sorted(found, key=lambda finding: (not finding.breaks, finding.where, finding.what))


def gone(contract: str, old: Schema, callers: Callers, today: date) -> Finding:
    """An API that isn't there any more; all of its operations must have had their sunset."""
    left = [operation for operation in operations(old).values() if _gone(contract, operation, callers, today).breaks]
    if not left:
        return Finding(contract, "", "is gone, after the sunset of all its operations", "removed")
    calling = set().union(*(callers.get(operation.id, set()) for operation in left))
    ids = listed([operation.id for operation in left])
    return Finding(contract, "", f"is gone, and with it {ids}, before their sunset", "breaking", whom(calling))


def whom(callers: set[str]) -> str:
    """Those who call it, in words."""
    if not callers:
        return "clients outside; no service here calls it"
    calls = "which call it" if len(callers) > 1 else "which calls it"
    return f"{listed(sorted(callers))}, {calls}, and clients outside"


def sunset(operation: Operation) -> date | None:
    """From when on it may be gone."""
    told = operation.said.get("x-sunset")
    return date.fromisoformat(told) if told else None


def _kind(change: Difference) -> Kind:
    if change.breaking:
        return "breaking"
    return "deprecated" if change.rule == "deprecated" else "compatible"


def _gone(contract: str, operation: Operation, callers: Callers, today: date) -> Finding:
    ends = sunset(operation)
    calling = callers.get(operation.id, set())
    if ends and ends <= today and not calling:
        return Finding(contract, operation.id, f"is gone, after its sunset on {ends}", "removed")
    why = f", before its sunset on {ends}" if ends and ends > today else ""
    return Finding(contract, operation.id, f"is gone{why}", "breaking", whom(calling))


def _changes(old: Operation, new: Operation) -> Iterator[Seen]:
    if old.id != new.id:
        yield "", said(f"is called {new.id} now, also in the SDKs", breaking=True, rule="renamed")
    if lost := sorted(set(old.said.get("tags", [])) - set(new.said.get("tags", []))):
        yield "", said(f"moved out of {', '.join(lost)} in the SDKs", breaking=True, rule="renamed")
    if old.extras != new.extras:
        keys = sorted(key for key in {*old.extras, *new.extras} if old.extras.get(key) != new.extras.get(key))
        yield "", said(f"has another {', '.join(keys)}, which the gate can't judge", breaking=True, rule="unknown")
    yield from _deprecation(old, new)
    yield from requests(old, new)
    yield from answers(old, new)


def _deprecation(old: Operation, new: Operation) -> Iterator[Seen]:
    was, is_ = bool(old.said.get("deprecated")), bool(new.said.get("deprecated"))
    before, after = sunset(old), sunset(new)
    if is_ and not was:
        until = f" until {after}" if after else ""
        yield "", said(f"is deprecated, and stays{until}", breaking=False, rule="deprecated")
    elif was and not is_:
        yield "", said("is no longer deprecated", breaking=False, rule="deprecated")
    elif before and after and before != after:
        words = f"has its sunset on {after} now, was {before}"
        yield "", said(words, breaking=after < before, rule="sunset")
