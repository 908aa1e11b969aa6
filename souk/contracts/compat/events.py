"""Comparison of two versions of an event's contract, and of the contract with the fields that consumers read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from souk.contracts.compat import deprecations, findings, schemas
from souk.contracts.compat.consumers import Consumer
from souk.contracts.compat.findings import Finding, by_severity, join_names
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference, Direction

affected = partial(findings.affected, verb="read", others="external subscribers")


def compare(contract: str, old: Schema, new: Schema, consumers: Sequence[Consumer]) -> list[Finding]:
    """Changes between two versions of an event's contract, and what a consumer reads that the new one lacks."""
    changes = [*deprecations.compare(old, new), *schemas.compare((old, old), (new, new), Direction.RECEIVED)]
    mismatches = {consumer.service: _new_mismatches(consumer, old, new) for consumer in consumers}
    results = []
    for change in changes:
        services = [name for name, paths in mismatches.items() if any(_overlap(path, change.path) for path in paths)]
        results.append(Finding.of(contract, _quoted(change.path), change, affected(services)))
    breaking = [change.path for change in changes if change.breaking]
    return by_severity([*results, *unmet(contract, new, consumers, excluded=breaking)])


def unmet(contract: str, event: Schema, consumers: Sequence[Consumer], excluded: Collection[str] = ()) -> list[Finding]:
    """Fields that consumers read and the event lacks, without the paths that were reported already."""
    return [
        Finding(
            contract,
            _quoted(mismatch.path),
            f"isn't what {consumer.service} reads: it {mismatch.what}",
            "breaking",
            f"{consumer.service} alone: its events_in.py expects more than the contract has",
        )
        for consumer in consumers
        for mismatch in _mismatches(consumer, event)
        if not any(_overlap(mismatch.path, path) for path in excluded)
    ]


def removal(contract: str, old: Schema, consumers: Sequence[Consumer], today: date) -> Finding:
    """The finding for an event that is no longer announced."""
    services = {consumer.service for consumer in consumers}
    return deprecations.removal(contract, "", old, services, affected(services), today)


def undeclared(contract: str, consumers: Sequence[Consumer]) -> Finding:
    """The finding for an event that a service reacts to and no contract has or had."""
    names = join_names(sorted({consumer.service for consumer in consumers}))
    return Finding(contract, "", f"is read by {names}, and no service announces it", "breaking", names)


def _mismatches(consumer: Consumer, event: Schema) -> list[Difference]:
    """Breaking changes from the consumer's own schema to the event's.

    The consumer reads future events, too: its closed enum doesn't fit one that is open.
    """
    expected = (consumer.schema, consumer.schema)
    changes = schemas.compare(expected, (event, event), Direction.RECEIVED)
    return [change for change in changes if change.breaking or change.rule == "opened"]


def _new_mismatches(consumer: Consumer, old: Schema, new: Schema) -> set[str]:
    """The paths at which the new version, unlike the old one, doesn't fit a consumer."""
    before = {(mismatch.path, mismatch.rule) for mismatch in _mismatches(consumer, old)}
    return {mismatch.path for mismatch in _mismatches(consumer, new) if (mismatch.path, mismatch.rule) not in before}


def _overlap(one: str, other: str) -> bool:
    """Whether one path equals the other, or contains it."""
    short, long = sorted((one, other), key=len)
    return not short or long == short or long.startswith((f"{short}.", f"{short}["))


def _quoted(path: str) -> str:
    return f"`{path}`" if path else ""
