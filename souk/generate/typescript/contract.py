"""A contract for the TypeScript SDK: its operations, with the facts that openapi-typescript's types lack."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from souk.generate.typescript.text import camel, pascal

Schema = dict[str, Any]
JSON, PROBLEM = "application/json", "application/problem+json"
KEY = "Idempotency-Key"


@dataclass(frozen=True)
class Contract:
    """The contract of an API, with its names in TypeScript."""

    key: str
    """`orders.v2`."""
    content: Schema

    @classmethod
    def read(cls, file: Path) -> Contract:
        return cls(file.stem, json.loads(file.read_text()))

    @property
    def service(self) -> str:
        return self.key.split(".")[0]

    @property
    def version(self) -> int:
        return int(self.key.split(".v")[1])

    @property
    def kind(self) -> str:
        """The class: `OrdersV2`."""
        return pascal(self.key)

    @property
    def name(self) -> str:
        """The property: `ordersV2`."""
        return camel(self.key)

    def follow(self, node: Schema) -> Schema:
        """The node, or the target of its `$ref`."""
        while "$ref" in node:
            target: Any = self.content
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def operations(self) -> list[Operation]:
        """Every operation."""
        return [
            Operation(self, path, method, operation)
            for path, methods in self.content["paths"].items()
            for method, operation in methods.items()
            if method in ("get", "put", "post", "delete", "patch")
        ]


@dataclass(frozen=True)
class Operation:
    """An operation, with the facts that its method needs."""

    contract: Contract
    path: str
    method: str
    content: Schema

    @property
    def id(self) -> str:
        return str(self.content["operationId"])

    @property
    def name(self) -> str:
        return camel(self.id)

    def parameters(self, place: str) -> list[str]:
        """The names of the parameters in the path, the query or the headers."""
        shared = self.contract.content["paths"][self.path].get("parameters", [])
        parameters = [self.contract.follow(parameter) for parameter in [*shared, *self.content.get("parameters", [])]]
        return [parameter["name"] for parameter in parameters if parameter["in"] == place]

    @property
    def creates(self) -> bool:
        """Whether it takes an idempotency key, which makes it safe to repeat."""
        return KEY in self.parameters("header")

    @property
    def repeatable(self) -> bool:
        return self.creates or self.method == "get"

    @property
    def paged(self) -> bool:
        return self.method == "get" and "cursor" in self.parameters("query")

    @property
    def secured(self) -> bool:
        return bool(self.content.get("security", self.contract.content.get("security", [])))

    @property
    def deprecated(self) -> bool:
        return bool(self.content.get("deprecated"))

    @property
    def body(self) -> str | None:
        """The type of the request body."""
        if "requestBody" not in self.content:
            return None
        schema = self.contract.follow(self.content["requestBody"])["content"][JSON]["schema"]
        return self._type(schema, '["requestBody"]')

    @property
    def response(self) -> str:
        """The type of the response body."""
        for status, response in self._responses():
            if status.startswith("2") and JSON in response.get("content", {}):
                return self._type(response["content"][JSON]["schema"], f'["responses"][{status}]')
        return "void"

    @property
    def response_schema(self) -> Schema:
        """The schema of the response body; empty if there is none."""
        contents = [response.get("content", {}) for status, response in self._responses() if status.startswith("2")]
        return self.contract.follow(next((content[JSON]["schema"] for content in contents if JSON in content), {}))

    @property
    def problems(self) -> list[Schema]:
        """An example of each problem that it may return."""
        contents = [response.get("content", {}).get(PROBLEM, {}) for _, response in self._responses()]
        examples = [example for content in contents for example in content.get("examples", {}).values()]
        return [self.contract.follow(example)["value"] for example in examples]

    def _type(self, schema: Schema, place: str) -> str:
        if "$ref" in schema:
            return str(schema["$ref"]).rsplit("/", 1)[1]
        return f'operations["{self.id}"]{place}["content"]["{JSON}"]'

    def _responses(self) -> Iterator[tuple[str, Schema]]:
        for status, response in self.content["responses"].items():
            yield status, self.contract.follow(response)
