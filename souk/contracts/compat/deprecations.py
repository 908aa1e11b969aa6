"""Deprecation, sunset and removal: one policy for operations and events."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from souk.contracts.compat.findings import Finding
from souk.contracts.compat.operations import operations
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference
from souk.contracts.compat.snapshots import ContractSet


@dataclass(frozen=True)
class Deprecation:
    """A deprecated operation or event."""

    name: str
    contract: str
    since: str
    sunset: str
    successor: str

    @classmethod
    def of(cls, name: str, contract: str, definition: Mapping[str, str]) -> Deprecation:
        """The deprecation that a definition declares."""
        dates = [definition.get(key, "-") for key in ("x-deprecated-since", "x-sunset", "x-successor")]
        return cls(name, contract, *dates)


def deprecated(contracts: ContractSet) -> list[Deprecation]:
    """Every deprecated operation and event, the earliest sunset first."""
    entries = [
        Deprecation.of(operation.id, contract, operation.definition)
        for contract, document in contracts.openapi.items()
        for operation in operations(document).values()
        if is_deprecated(operation.definition)
    ]
    entries += [Deprecation.of(key, key, event) for key, event in contracts.events.items() if is_deprecated(event)]
    return sorted(entries, key=lambda entry: (entry.sunset, entry.contract, entry.name))


def is_deprecated(definition: Schema) -> bool:
    """Whether an operation or event is deprecated."""
    return bool(definition.get("deprecated"))


def removal(
    contract: str, where: str, definition: Schema, services: Collection[str], affected: str, today: date
) -> Finding:
    """The finding for an operation or event that was removed: allowed after its sunset, if no service here uses it."""
    sunset = _sunset(definition)
    if sunset and sunset <= today and not services:
        return Finding(contract, where, f"is gone, after its sunset on {sunset}", "removed")
    early = f", before its sunset on {sunset}" if sunset and sunset > today else ""
    return Finding(contract, where, f"is gone{early}", "breaking", affected)


def compare(old: Schema, new: Schema) -> Iterator[Difference]:
    """Changes of a deprecation."""
    before, after = _sunset(old), _sunset(new)
    if is_deprecated(new) and not is_deprecated(old):
        until = f", and stays until {after}" if after else ""
        yield Difference("", f"is deprecated{until}", breaking=False, rule="deprecated")
    elif is_deprecated(old) and not is_deprecated(new):
        yield Difference("", "is no longer deprecated", breaking=False, rule="deprecated")
    elif before and after and before != after:
        words = f"has its sunset on {after} now, was {before}"
        yield Difference("", words, breaking=after < before, rule="sunset")


def _sunset(definition: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(definition["x-sunset"]) if definition.get("x-sunset") else None
