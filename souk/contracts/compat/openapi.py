"""Comparison of two versions of an OpenAPI contract: one finding a change, with the callers that it breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial

from souk.contracts.compat import deprecations, findings
from souk.contracts.compat.consumers import Callers
from souk.contracts.compat.findings import Finding, by_severity, join_names
from souk.contracts.compat.grouping import Occurrence, group
from souk.contracts.compat.operations import Operation, operations
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.requests import compare_requests
from souk.contracts.compat.responses import compare_responses
from souk.contracts.compat.rules import Difference, PartDifference

affected = partial(findings.affected, verb="call", others="external clients")


def compare(contract: str, old: Schema, new: Schema, callers: Callers, today: date) -> list[Finding]:
    """Changes between two versions of a contract."""
    if json.dumps(old) == json.dumps(new):  # in Python, `true` equals 1
        return []
    before, after = operations(old), operations(new)
    kept = before.keys() & after.keys()
    results = [_removal(contract, before[key], callers, today) for key in before.keys() - kept]
    results += [Finding(contract, after[key].id, "is a new operation", "added") for key in after.keys() - kept]
    occurrences = [
        Occurrence(before[key].id, part, change)
        for key in before
        if key in kept
        for part, change in _changes(before[key], after[key])
    ]
    for location, ids, change in group(occurrences):
        services = set().union(*(callers.get(name, set()) for name in ids))
        results.append(Finding.of(contract, location, change, affected(services)))
    return by_severity(results)


def removal(contract: str, old: Schema, callers: Callers, today: date) -> Finding:
    """The finding for an API that was removed: allowed once every operation could be removed."""
    early = [
        operation for operation in operations(old).values() if _removal(contract, operation, callers, today).breaks
    ]
    if not early:
        return Finding(contract, "", "is gone, after the sunset of all its operations", "removed")
    services = set().union(*(callers.get(operation.id, set()) for operation in early))
    ids = join_names([operation.id for operation in early])
    return Finding(contract, "", f"is gone, and with it {ids}, before their sunset", "breaking", affected(services))


def _removal(contract: str, operation: Operation, callers: Callers, today: date) -> Finding:
    services = callers.get(operation.id, set())
    return deprecations.removal(contract, operation.id, operation.definition, services, affected(services), today)


def _changes(old: Operation, new: Operation) -> Iterator[PartDifference]:
    if old.id != new.id:
        yield "", Difference("", f"is called {new.id} now, also in the SDKs", breaking=True, rule="renamed")
    if lost := sorted(set(old.definition.get("tags", [])) - set(new.definition.get("tags", []))):
        yield "", Difference("", f"moved out of {', '.join(lost)} in the SDKs", breaking=True, rule="renamed")
    before, after = old.unsupported_keywords, new.unsupported_keywords
    if keys := sorted(key for key in {*before, *after} if before.get(key) != after.get(key)):
        words = f"has another {', '.join(keys)}, which the gate can't judge"
        yield "", Difference("", words, breaking=True, rule="unknown")
    yield from (("", change) for change in deprecations.compare(old.definition, new.definition))
    yield from compare_requests(old, new)
    yield from compare_responses(old, new)
