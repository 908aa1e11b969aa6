"""Who relies on what, as the services' code says: the events they react to, the operations they call."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from chassis.core.events import Event
from souk.contracts.compat.openapi import Callers
from souk.contracts.compat.refs import Schema


@dataclass(frozen=True)
class Reader:
    """A service that reacts to an event."""

    service: str
    schema: Schema
    """What it needs the event to be: the fields it reads, as it reads them."""


def readers(services: list[str]) -> dict[str, list[Reader]]:
    """Who reads which event, by the event's key: whatever is wired in a table of the service's `reactions.py`."""
    found: dict[str, list[Reader]] = {}
    for service in services:
        for event in reacted_to(vars(import_module(f"{service}.reactions"))):
            found.setdefault(event.key(), []).append(Reader(service, event.model_json_schema(mode="validation")))
    return found


def reacted_to(module: Mapping[str, Any]) -> list[type[Event]]:
    """The events of all tables: their keys are event types, or pairs that begin with one."""
    tables = [value for name, value in module.items() if name.isupper() and isinstance(value, Mapping)]
    keys = [key[0] if isinstance(key, tuple) else key for table in tables for key in table]
    return list(dict.fromkeys(key for key in keys if isinstance(key, type) and issubclass(key, Event)))


def callers(root: Path, ids: Mapping[str, set[str]]) -> dict[str, Callers]:
    """Which services call which operations, by contract; `ids` are the operations of each.

    A module that imports a contract's SDK calls the operations that it names; if it names none, maybe all.
    """
    found: dict[str, dict[str, set[str]]] = {contract: {} for contract in ids}
    for path in sorted((root / "services").glob("*/**/*.py")):
        if "souk_sdk" not in (text := path.read_text()):
            continue
        imported, names = _imports_and_names(ast.parse(text))
        sdk = {module for module in imported if module.split(".")[0] == "souk_sdk"}
        for contract in ids if sdk else ():
            for operation in _called(f"souk_sdk.{contract.replace('.', '_')}", ids[contract], sdk, names):
                service = path.relative_to(root / "services").parts[0]
                found[contract].setdefault(operation, set()).add(service)
    return dict(found)


def _called(module: str, ids: set[str], sdk: set[str], names: set[str]) -> set[str]:
    if any(each == module or each.startswith(f"{module}.") for each in sdk):
        return ids & names or ids
    # Through the SDK's front alone: it knows every contract.
    return set() if any("_v" in each for each in sdk) else ids & names


def _imports_and_names(tree: ast.AST) -> tuple[set[str], set[str]]:
    """The modules that it imports, and every name that it uses."""
    imported, names = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            names |= {*node.module.split("."), *(alias.name for alias in node.names)}
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
            names |= {part for alias in node.names for part in alias.name.split(".")}
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Name):
            names.add(node.id)
    return imported, names
