"""Validates captured events against their contracts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from chassis.core.wire import key_of

CONTRACTS = Path(__file__).resolve().parents[1] / "contracts/events"
DECLARED = frozenset(file.stem for file in CONTRACTS.glob("*.json"))


@cache
def validator_of(key: str) -> Draft202012Validator:
    """The validator of an event's contract, formats included."""
    schema = json.loads((CONTRACTS / f"{key}.json").read_text())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def violations(wires: Iterable[str]) -> list[str]:
    """All violations of the contracts, a line each."""
    lines = []
    for wire in wires:
        event: dict[str, Any] = json.loads(wire)
        key = key_of(event)
        if key not in DECLARED:
            lines.append(f"{key} is in no contract")
            continue
        errors = validator_of(key).iter_errors(event)
        lines += [f"{key} {event.get('id')}: {error.json_path} {error.message}" for error in errors]
    return lines
