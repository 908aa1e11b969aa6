"""`operations.json`: the part of the contracts that the SDK's fake answers by: requests, headers and problem types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Contract = Mapping[str, Any]
FOR_PEOPLE = {"description", "example", "examples", "title"}


def render(contracts: Mapping[str, Contract], problems: Iterable[Mapping[str, Any]]) -> str:
    """The file's text."""
    document = {
        "contracts": {
            key: {
                "operations": {
                    operation["operationId"]: _operation(path, method, operation, contract)
                    for path, operations in contract["paths"].items()
                    for method, operation in operations.items()
                },
                "schemas": {name: _bare(contract["components"]["schemas"][name]) for name in _sent(contract)},
            }
            for key, contract in sorted(contracts.items())
        },
        "problems": {problem["type"]: {"title": problem["title"], "status": problem["status"]} for problem in problems},
    }
    return json.dumps(document, indent=1) + "\n"


def _operation(path: str, method: str, operation: Contract, contract: Contract) -> dict[str, Any]:
    parameters = [
        {name: _bare(parameter[name]) for name in ("name", "in", "required", "schema")}
        for parameter in operation.get("parameters", [])
    ]
    body = operation.get("requestBody")
    return {
        "method": method.upper(),
        "path": path,
        "security": [scheme for requirement in operation["security"] for scheme in requirement],
        "parameters": parameters,
        "body": body and _bare(body["content"]["application/json"]["schema"]),
        "responses": {
            status: _headers(response, contract["components"]["headers"])
            for status, response in operation["responses"].items()
        },
    }


def _headers(response: Contract, headers: Contract) -> dict[str, str]:
    """The headers that each such response carries; their examples are the values of this contract."""
    return {
        name: headers[name]["schema"]["examples"][0] for name in response["headers"] if headers[name].get("required")
    }


def _sent(contract: Contract) -> list[str]:
    """The schemas that requests refer to, and those that these refer to."""
    schemas = contract["components"]["schemas"]
    bodies = [operation.get("requestBody") for path in contract["paths"].values() for operation in path.values()]
    names, left = set[str](), _refs(bodies)
    while left:
        names |= left
        left = _refs([schemas[name] for name in left]) - names
    return sorted(names)


def _refs(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for item in node for name in _refs(item)}
    if not isinstance(node, dict):
        return set()
    here = {node["$ref"].rpartition("/")[2]} if isinstance(node.get("$ref"), str) else set()
    return here | _refs(list(node.values()))


def _bare(node: Any, *, named: bool = False) -> Any:
    """A schema without its words; below `properties`, keys are names of fields."""
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: value for name, value in node.items() if named or name not in FOR_PEOPLE}
    return {name: _bare(value, named=name == "properties" and not named) for name, value in kept.items()}
