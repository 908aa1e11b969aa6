"""The operations of an OpenAPI contract, with everything that is said elsewhere put in place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from souk.contracts.compat.refs import Schema, resolve

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PROBLEM = "application/problem+json"
SAID = {*("summary", "description", "tags", "externalDocs", "operationId", "parameters", "requestBody", "responses")}
SAID |= {*("security", "deprecated", "servers")}

Needs = frozenset[tuple[str, str]]
"""What one way in asks for: schemes (as they are defined, not as they are called) and scopes."""


@dataclass(frozen=True)
class Operation:
    """One operation of a contract."""

    document: Schema
    method: str
    path: str
    said: Schema

    @property
    def id(self) -> str:
        """Its short name, or method and path where it has none."""
        return str(self.said.get("operationId") or f"{self.method.upper()} {self.path}")

    @property
    def key(self) -> str:
        """What a request is matched with; the names of its path parameters don't count."""
        return f"{self.method} {re.sub(r'{[^}]*}', '{}', self.path)}"

    @property
    def parameters(self) -> dict[tuple[str, str], Schema]:
        """Its parameters by place and name; those of the path by their position in it."""
        shared = self.document["paths"][self.path].get("parameters", [])
        found: dict[tuple[str, str], Schema] = {}
        for written in [*shared, *self.said.get("parameters", [])]:
            parameter = resolve(self.document, written)
            name, place = parameter["name"], parameter["in"]
            if place == "path":
                positions = re.findall(r"{([^}]*)}", self.path)
                name = str(positions.index(name)) if name in positions else name
            found[place, name.lower() if place == "header" else name] = parameter
        return found

    @property
    def body(self) -> Schema | None:
        """Its request body."""
        found: Schema | None = resolve(self.document, self.said.get("requestBody"))
        return found

    @property
    def answers(self) -> dict[str, Schema]:
        """Its answers by status."""
        return {status: resolve(self.document, answer) for status, answer in self.said.get("responses", {}).items()}

    @property
    def ways_in(self) -> set[Needs]:
        """Every set of credentials that opens it; the empty one if anybody may call it."""
        alternatives = self._security or [{}]
        schemes = self.document.get("components", {}).get("securitySchemes", {})
        return {
            frozenset(
                (_scheme(schemes.get(name, {"type": name})), scope)
                for name, scopes in alternative.items()
                for scope in ["", *scopes]
            )
            for alternative in alternatives
        }

    @property
    def asks_for(self) -> str:
        """The ways in, in words."""
        words = [
            " and ".join(name + (f" ({', '.join(scopes)})" if scopes else "") for name, scopes in sorted(way.items()))
            for way in self._security
        ]
        return " or ".join(word or "nothing" for word in words) or "nothing"

    @property
    def _security(self) -> list[dict[str, list[str]]]:
        found: Any = self.said.get("security", self.document.get("security", []))
        return list(found)

    @property
    def extras(self) -> Schema:
        """What else it says; extensions (`x-`) don't count."""
        return {key: value for key, value in self.said.items() if key not in SAID and not key.startswith("x-")}


def operations(document: Schema) -> dict[str, Operation]:
    """Every operation of a contract, by what a request is matched with."""
    found = [
        Operation(document, method, path, said)
        for path, item in document.get("paths", {}).items()
        for method, said in item.items()
        if method in METHODS
    ]
    return {operation.key: operation for operation in found}


def _scheme(definition: Any) -> str:
    """A security scheme without what only describes it."""
    words = ("description", "bearerFormat")
    told = {key: value for key, value in definition.items() if key not in words and not key.startswith("x-")}
    return json.dumps(told, sort_keys=True)
