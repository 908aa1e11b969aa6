"""Cross-check of the gate's findings: a JSON Schema validator, on random values of the mutated events."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from souk.contracts.compat.refs import Schema, resolve
from tests.compat.events_breaking import BREAKING
from tests.compat.events_compatible import COMPATIBLE
from tests.compat.mutants import Mutant, real

TRIES = 300
ODD: list[Any] = [None, True, 0, -1, 1.5, 10**13, "", "a", "EUR", [], {}, {"odd": 1}]
UNSEEN = {
    "the time has no format",  # validators ignore formats by default
    "an unsupported keyword",  # the gate is careful where it has no rule
}


def values(event: Schema, chance: random.Random) -> Iterator[Any]:
    """Values that fit an event's schema, some of them unusual."""
    fits = jsonschema.Draft202012Validator(event)
    for _ in range(TRIES):
        value = make(event, event, chance)
        if fits.is_valid(value):
            yield value


def make(event: Schema, schema: Any, chance: random.Random) -> Any:
    """A value that mostly fits."""
    schema = resolve(event, schema)
    if not isinstance(schema, dict) or chance.random() < 0.05:
        return chance.choice(ODD)
    if "const" in schema or "enum" in schema:
        return chance.choice([schema["const"]] if "const" in schema else schema["enum"])
    if "anyOf" in schema:
        return make(event, chance.choice(schema["anyOf"]), chance)
    kind = schema.get("type")
    match chance.choice(kind) if isinstance(kind, list) else kind:
        case "object":
            fields = schema.get("properties", {})
            kept = [name for name in fields if name in schema.get("required", []) or chance.random() < 0.5]
            return {name: make(event, fields[name], chance) for name in kept}
        case "array":
            return [make(event, schema.get("items", True), chance) for _ in range(chance.choice([0, 1, 2]))]
        case "string":
            return chance.choice(["", "a", "EUR", "2026-11-24T10:00:00Z", "01KAQ4N9T4W6M2J8ZC5R7XVBEH"])
        case "integer":
            return chance.choice([0, 1, 20, 1001])
        case "number":
            return chance.choice([0, 1, 1.5])
        case "null":
            return None
    return chance.choice(ODD)


def refused(mutant: Mutant) -> tuple[int, int]:
    """The number of valid values of the mutant, and how many of them the old contract rejects."""
    old = real().events[mutant.contract]
    new = copy.deepcopy(old)
    mutant.change(new)
    reads = jsonschema.Draft202012Validator(old)
    samples = list(values(new, random.Random(mutant.name)))  # noqa: S311
    return len(samples), sum(not reads.is_valid(value) for value in samples)


@pytest.mark.parametrize("mutant", COMPATIBLE, ids=lambda mutant: f"{mutant.contract}: {mutant.name}")
def test_values_of_a_compatible_mutant_fit_the_old_contract(mutant: Mutant) -> None:
    count, wrong = refused(mutant)

    assert (count > 0, wrong) == (True, 0)


@pytest.mark.parametrize(
    "mutant",
    [mutant for mutant in BREAKING if mutant.name not in UNSEEN],
    ids=lambda mutant: f"{mutant.contract}: {mutant.name}",
)
def test_a_value_of_a_breaking_mutant_does_not_fit_the_old_contract(mutant: Mutant) -> None:
    _, wrong = refused(mutant)

    assert wrong > 0
