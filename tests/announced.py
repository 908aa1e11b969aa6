"""Holds what was announced to the contracts of events."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from chassis.core.events import key_of

CONTRACTS = Path(__file__).resolve().parents[1] / "contracts/events"
DECLARED = frozenset(file.stem for file in CONTRACTS.glob("*.json"))


@cache
def validator_of(key: str) -> Draft202012Validator:
    """What tells whether an event is as its contract says, formats included."""
    schema = json.loads((CONTRACTS / f"{key}.json").read_text())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(wires: Iterable[str]) -> list[str]:
    """What contradicts the contracts, a line each."""
    found = []
    for wire in wires:
        event: dict[str, Any] = json.loads(wire)
        key = key_of(event)
        if key not in DECLARED:
            found.append(f"{key} is in no contract")
            continue
        errors = validator_of(key).iter_errors(event)
        found += [f"{key} {event.get('id')}: {error.json_path} {error.message}" for error in errors]
    return found
