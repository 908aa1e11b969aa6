"""Mutation tests of the gate: every kind of change to the real contracts is reported correctly, with its location."""

from __future__ import annotations

import sys

import pytest

from tests.compat.events_breaking import BREAKING as EVENTS_BREAKING
from tests.compat.events_compatible import COMPATIBLE as EVENTS_COMPATIBLE
from tests.compat.mutants import Mutant, findings, real
from tests.compat.noise import NOISE
from tests.compat.openapi_breaking import BREAKING as APIS_BREAKING
from tests.compat.openapi_compatible import COMPATIBLE as APIS_COMPATIBLE

TABLES = {
    "APIs, breaking": (APIS_BREAKING, 20),
    "APIs, compatible": (APIS_COMPATIBLE, 20),
    "events, breaking": (EVENTS_BREAKING, 20),
    "events, compatible": (EVENTS_COMPATIBLE, 20),
    "noise": (NOISE, 10),
}
"""Each table, and its minimum number of mutants."""


def cases(*tables: list[Mutant]) -> pytest.MarkDecorator:
    mutants = [mutant for table in tables for mutant in table]
    return pytest.mark.parametrize("mutant", mutants, ids=lambda mutant: f"{mutant.contract}: {mutant.name}")


@cases(APIS_BREAKING, EVENTS_BREAKING)
def test_a_breaking_change_is_reported_with_its_location_and_consumers(mutant: Mutant) -> None:
    breaking = [finding for finding in findings(mutant) if finding.breaks]

    assert breaking, "judged compatible"
    for finding in breaking:
        assert finding.contract == mutant.contract
        assert mutant.place in finding.line()
        assert f": breaks {mutant.hurts}" in finding.line()


@cases(APIS_COMPATIBLE, EVENTS_COMPATIBLE)
def test_a_compatible_change_is_reported_and_passes(mutant: Mutant) -> None:
    reported = findings(mutant)

    assert [finding.line() for finding in reported if finding.breaks] == []
    assert any(mutant.contract == finding.contract and mutant.place in finding.line() for finding in reported), [
        finding.line() for finding in reported
    ]


@cases(NOISE)
def test_what_a_framework_writes_otherwise_is_no_change(mutant: Mutant) -> None:
    assert [finding.line() for finding in findings(mutant)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_large_enough(name: str) -> None:
    mutants, least = TABLES[name]
    sys.stdout.write(f"{name}: {len(mutants)} mutants\n")  # `pytest -rP` shows it

    assert len({(mutant.contract, mutant.name) for mutant in mutants}) == len(mutants) >= least


def test_every_api_has_its_mutants_and_every_mutant_its_contract() -> None:
    touched = {mutant.contract for mutants, _ in TABLES.values() for mutant in mutants}

    assert {*real().openapi} <= touched <= {*real().openapi, *real().events}
