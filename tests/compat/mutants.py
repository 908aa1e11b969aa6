"""Mutants of the real contracts: a change, its location, and the finding to expect."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from souk.contracts.compat import snapshots
from souk.contracts.compat.check import compare
from souk.contracts.compat.consumers import Callers, Consumer, callers, consumers
from souk.contracts.compat.findings import Finding
from souk.contracts.compat.refs import resolve
from souk.contracts.compat.snapshots import ContractSet

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2027, 3, 1)
PROBLEM = "application/problem+json"
JSON = "application/json"
Schema = dict[str, Any]
SHOP = ("notifications", "orders", "users")
"""The services whose contracts are mutated; others may come and go."""


@dataclass(frozen=True)
class Mutant:
    """One change of one contract."""

    name: str
    contract: str
    change: Callable[[Schema], object]
    place: str = ""
    """The location that each line has to name."""
    hurts: str = ""
    """The consumers that each line has to name."""


@cache
def real() -> ContractSet:
    """The contracts of the shop, in this checkout."""
    contracts = snapshots.working_tree(ROOT)
    return replace(contracts, openapi=_of_the_shop(contracts.openapi), events=_of_the_shop(contracts.events))


def _of_the_shop(contracts: Mapping[str, Schema]) -> dict[str, Schema]:
    return {key: contract for key, contract in contracts.items() if key.split(".")[0] in SHOP}


@cache
def real_consumers() -> dict[str, list[Consumer]]:
    """The consumers of each event, read from the services' code."""
    return consumers(SHOP)


@cache
def real_callers(ids: tuple[tuple[str, frozenset[str]], ...]) -> dict[str, Callers]:
    """The callers of each operation, read from the services' code."""
    return callers(ROOT, {api: set(names) for api, names in ids})


def findings(mutant: Mutant) -> list[Finding]:
    """The gate's findings for a mutant."""
    name, before = mutant.contract, real()
    old = before.openapi.get(name) or before.events[name]
    new = copy.deepcopy(old)
    mutant.change(new)
    assert json.dumps(new) != json.dumps(old), "the mutant is no change"
    after = ContractSet(
        "mutated",
        openapi={**before.openapi, **({name: new} if name in before.openapi else {})},
        events={**before.events, **({name: new} if name in before.events else {})},
    )
    ids = tuple((api, frozenset(before.operation_ids(api) | after.operation_ids(api))) for api in before.openapi)
    return compare(before, after, real_consumers(), real_callers(ids), TODAY)


# Building blocks of changes.


def op(document: Schema, name: str) -> Schema:
    """An operation, by its id."""
    for path in document["paths"].values():
        for operation in path.values():
            if operation["operationId"] == name:
                return operation
    raise LookupError(name)


def move(document: Schema, path: str, method: str, to_path: str, to_method: str) -> None:
    """Put an operation elsewhere."""
    document["paths"].setdefault(to_path, {})[to_method] = document["paths"][path].pop(method)


def named(document: Schema, name: str) -> Schema:
    """A schema by its name, of an API or an event."""
    return (document.get("$defs") or document["components"]["schemas"])[name]


def field(document: Schema, name: str, *path: str) -> Schema:
    """A property of a named schema, or (without a name) of the event itself."""
    node = named(document, name) if name else document
    for step in path:
        node = resolve(document, node)["properties"][step]
    return node


def parameter(document: Schema, operation: str, name: str) -> Schema:
    """A parameter of an operation."""
    return next(given for given in op(document, operation)["parameters"] if given["name"] == name)


def response(document: Schema, operation: str, status: int) -> Schema:
    """A response of an operation."""
    return op(document, operation)["responses"][str(status)]


def examples(document: Schema, operation: str, status: int) -> Schema:
    """The example problems of a response."""
    return response(document, operation, status)["content"][PROBLEM]["examples"]


def body(document: Schema, operation: str) -> Schema:
    """The JSON body of an operation."""
    return op(document, operation)["requestBody"]["content"][JSON]


def put(node: Schema, **values: Any) -> None:
    """Set keys; `None` takes one out."""
    for key, value in values.items():
        if value is None:
            del node[key]
        else:
            node[key] = value


def swap(node: Schema, **values: Any) -> None:
    """Replace all keys."""
    node.clear()
    node.update(values)


def problem(name: str) -> Schema:
    """A problem as the example of a response."""
    return {name: {"summary": name, "value": {"type": f"urn:souk:problem:{name}", "title": name, "status": 400}}}
