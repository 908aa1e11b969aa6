"""Consumers of events and callers of operations, read from the services' code."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.core.events import Event
from souk.contracts.compat.refs import Schema
from souk.contracts.modules import names_in
from zip_contents import NOT_SHIPPED

Callers = Mapping[str, set[str]]
"""The services that call an operation, by its id."""


@dataclass(frozen=True)
class Consumer:
    """A service that reacts to an event."""

    service: str
    schema: Schema
    """The fields that it reads, with the types that it expects."""


def consumers(services: list[str]) -> dict[str, list[Consumer]]:
    """The consumers of each event, by its key: from the tables in each service's `reactions.py`."""
    by_event: dict[str, list[Consumer]] = {}
    for service in services:
        for event in handled_events(names_in(service, "reactions")):
            by_event.setdefault(event.key(), []).append(Consumer(service, event.model_json_schema(mode="validation")))
    return by_event


def handled_events(module: Mapping[str, Any]) -> list[type[Event]]:
    """The events in all tables of a module: keys are event types, or tuples that begin with one."""
    tables = [value for name, value in module.items() if name.isupper() and isinstance(value, Mapping)]
    keys = [key[0] if isinstance(key, tuple) else key for table in tables for key in table]
    return list(dict.fromkeys(key for key in keys if isinstance(key, type) and issubclass(key, Event)))


def callers(root: Path, ids: Mapping[str, set[str]]) -> dict[str, Callers]:
    """The callers of each operation, by contract; `ids` are the operations of each contract.

    A module that imports a contract's SDK calls the operations that it names; if it names none, possibly all.
    """
    by_contract: dict[str, dict[str, set[str]]] = {contract: {} for contract in ids}
    for path in sorted((root / "services").glob("*/**/*.py")):
        if path.name in NOT_SHIPPED or "souk_sdk" not in (text := path.read_text()):
            continue
        imports, names = _imports_and_names(ast.parse(text))
        sdk_modules = {module for module in imports if module.split(".")[0] == "souk_sdk"}
        for contract in ids if sdk_modules else ():
            for operation in _called(f"souk_sdk.{contract.replace('.', '_')}", ids[contract], sdk_modules, names):
                service = path.relative_to(root / "services").parts[0]
                by_contract[contract].setdefault(operation, set()).add(service)
    return dict(by_contract)


def _called(module: str, ids: set[str], sdk_modules: set[str], names: set[str]) -> set[str]:
    if any(imported == module or imported.startswith(f"{module}.") for imported in sdk_modules):
        return ids & names or ids
    # Imports of the client class alone, which has every contract.
    return set() if any("_v" in imported for imported in sdk_modules) else ids & names


def _imports_and_names(tree: ast.AST) -> tuple[set[str], set[str]]:
    """The imported modules, and every name in the code."""
    imports, names = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imports |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            names |= {*node.module.split("."), *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Import):
            imports |= {alias.name for alias in node.names}
            names |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Name):
            names.add(node.id)
    return imports, names
