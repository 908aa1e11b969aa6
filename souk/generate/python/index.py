"""The SDK's files over all contracts: the index of APIs, a class for each problem type, the operations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from souk.generate.python import operations
from souk_sdk.errors import BY_STATUS, Problem

Contract = Mapping[str, Any]
PROBLEM = "application/problem+json"
FAMILIES = sorted({kind.__name__ for kind in BY_STATUS.values()})


def render(root: Path, contracts: Iterable[Path]) -> dict[str, str]:
    """The source of each file, by its name."""
    loader = FileSystemLoader(root / "sdk/templates")
    templates = Environment(  # noqa: S701  # nosec B701
        loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    documents = {path.stem: json.loads(path.read_text()) for path in contracts}
    problems = _problems(documents.values())
    classes = [
        {**problem, "name": _class_name(problem["type"]), "family": BY_STATUS.get(problem["status"], Problem).__name__}
        for problem in problems
    ]
    return {
        "apis.py": templates.get_template("apis.py.jinja").render(apis=_apis(documents)),
        "problems.py": templates.get_template("problems.py.jinja").render(
            families=FAMILIES,
            problems=[problem for problem in classes if problem["name"] not in FAMILIES],
            by_type=[(problem["type"], problem["name"]) for problem in classes],
        ),
        "operations.json": operations.render(documents, problems),
    }


def _apis(contracts: Mapping[str, Contract]) -> list[dict[str, Any]]:
    newest: dict[str, int] = {}
    for key in contracts:
        service, version = _parts(key)
        newest[service] = max(version, newest.get(service, 0))
    return [
        {
            "contract": key,
            "service": _parts(key)[0],
            "module": key.replace(".", "_"),
            "kind": "".join(part.capitalize() for part in key.split(".")),
            "description": contract["info"]["description"].partition(". ")[0].rstrip(".") + ".",
            "newest": newest[_parts(key)[0]] == _parts(key)[1],
            "deprecation": _deprecation(key, contract),
        }
        for key, contract in sorted(contracts.items(), key=lambda item: _parts(item[0]))
    ]


def _deprecation(key: str, contract: Contract) -> str:
    """The warning of an API whose every operation is deprecated; empty for the others."""
    operations = [operation for path in contract["paths"].values() for operation in path.values()]
    if not all(operation.get("deprecated") for operation in operations):
        return ""
    facts = ("x-deprecated-since", "x-sunset", "x-successor")
    since, sunset, successor = (operations[0][fact] for fact in facts)
    return f"{key} is deprecated (since {since}) and ends on {sunset}; its successor is {successor}"


def _problems(contracts: Iterable[Contract]) -> list[dict[str, Any]]:
    """Each problem type of the contracts, once: its type, title and status."""
    examples = [
        example["value"]
        for contract in contracts
        for response in _responses(contract)
        for example in response.get("content", {}).get(PROBLEM, {}).get("examples", {}).values()
    ]
    by_type = {example["type"]: {key: example[key] for key in ("type", "title", "status")} for example in examples}
    return [by_type[kind] for kind in sorted(by_type)]


def _responses(contract: Contract) -> Iterable[Contract]:
    for path in contract["paths"].values():
        for operation in path.values():
            yield from operation["responses"].values()


def _class_name(kind: str) -> str:
    """`urn:souk:problem:out-of-stock` -> `OutOfStock`."""
    return "".join(part.capitalize() for part in re.split("[^a-z0-9]+", kind.rpartition(":")[2]))


def _parts(key: str) -> tuple[str, int]:
    service, _, version = key.partition(".v")
    return service, int(version)
