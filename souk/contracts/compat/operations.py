"""The operations of an OpenAPI contract, with references and defaults resolved."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from souk.contracts.compat.refs import Schema, resolve

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PROBLEM = "application/problem+json"
SUPPORTED = {
    *("summary", "description", "tags", "externalDocs", "operationId", "parameters", "requestBody", "responses"),
    *("security", "deprecated", "servers"),
}

Credentials = frozenset[tuple[str, str]]
"""One security requirement: schemes (by their definition, not by their name) and scopes."""


@dataclass(frozen=True)
class Operation:
    """One operation of a contract."""

    document: Schema
    method: str
    path: str
    definition: Schema

    @property
    def id(self) -> str:
        """Its operation id, or method and path."""
        return str(self.definition.get("operationId") or f"{self.method.upper()} {self.path}")

    @property
    def key(self) -> str:
        """Method and path, without the names of path parameters."""
        return f"{self.method} {re.sub(r'{[^}]*}', '{}', self.path)}"

    @property
    def parameters(self) -> dict[tuple[str, str], Schema]:
        """Its parameters by location and name; those of the path by their position in it."""
        shared = self.document["paths"][self.path].get("parameters", [])
        parameters: dict[tuple[str, str], Schema] = {}
        for node in [*shared, *self.definition.get("parameters", [])]:
            parameter = resolve(self.document, node)
            name, location = parameter["name"], parameter["in"]
            if location == "path":
                positions = re.findall(r"{([^}]*)}", self.path)
                name = str(positions.index(name)) if name in positions else name
            parameters[location, name.lower() if location == "header" else name] = parameter
        return parameters

    @property
    def body(self) -> Schema | None:
        """Its request body."""
        body: Schema | None = resolve(self.document, self.definition.get("requestBody"))
        return body

    @property
    def responses(self) -> dict[str, Schema]:
        """Its responses by status."""
        responses = self.definition.get("responses", {})
        return {status: resolve(self.document, response) for status, response in responses.items()}

    @property
    def security(self) -> set[Credentials]:
        """Its alternative security requirements; an empty one if it is public."""
        schemes = self.document.get("components", {}).get("securitySchemes", {})
        return {
            frozenset(
                (_scheme(schemes.get(name, {"type": name})), scope)
                for name, scopes in alternative.items()
                for scope in ["", *scopes]
            )
            for alternative in self._alternatives or [{}]
        }

    @property
    def security_text(self) -> str:
        """The security requirements in words."""
        texts = [
            " and ".join(name + (f" ({', '.join(scopes)})" if scopes else "") for name, scopes in sorted(one.items()))
            for one in self._alternatives
        ]
        return " or ".join(text or "nothing" for text in texts) or "nothing"

    @property
    def _alternatives(self) -> list[dict[str, list[str]]]:
        alternatives: Any = self.definition.get("security", self.document.get("security", []))
        return list(alternatives)

    @property
    def unsupported_keywords(self) -> Schema:
        """Keywords without a rule; extensions (`x-`) don't count."""
        return {
            key: value for key, value in self.definition.items() if key not in SUPPORTED and not key.startswith("x-")
        }


def operations(document: Schema) -> dict[str, Operation]:
    """Every operation of a contract, by its key."""
    every = [
        Operation(document, method, path, definition)
        for path, item in document.get("paths", {}).items()
        for method, definition in item.items()
        if method in METHODS
    ]
    return {operation.key: operation for operation in every}


def _scheme(definition: Any) -> str:
    """A security scheme without its annotations."""
    annotations = ("description", "bearerFormat")
    scheme = {key: value for key, value in definition.items() if key not in annotations and not key.startswith("x-")}
    return json.dumps(scheme, sort_keys=True)
