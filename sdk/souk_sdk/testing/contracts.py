"""The operations of the contracts: which one a request calls, and with which parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

import httpx

from .. import problems
from ..errors import Misfit
from .refusals import Refusal
from .schemas import Schema, violations

INTEGER = re.compile("-?(0|[1-9][0-9]*)")
QUOTED = re.compile('^"(.*)"$')


@dataclass(frozen=True)
class Operation:
    """One operation of one contract."""

    contract: str
    id: str
    method: str
    path: str
    security: tuple[str, ...]
    parameters: tuple[Mapping[str, Any], ...]
    body: Schema | None
    responses: Mapping[str, Mapping[str, str]]
    schemas: Mapping[str, Schema]

    @property
    def service(self) -> str:
        """The service of the contract."""
        return self.contract.partition(".")[0]

    @property
    def status(self) -> int:
        """The status of a success."""
        return next(int(status) for status in self.responses if status < "400")

    def match(self, request: httpx.Request) -> dict[str, str] | None:
        """The parameters in the path; None if the request calls another operation."""
        path = request.url.raw_path.decode().partition("?")[0]
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(self.path))
        match = re.fullmatch(pattern, path) if request.method == self.method else None
        return None if match is None else {name: unquote(value) for name, value in match.groupdict().items()}

    def arguments(self, request: httpx.Request, path: Mapping[str, str]) -> dict[str, Any]:
        """The parameters by name and the body as `body`. Raises Refusal if they violate the contract."""
        sources = {"path": path, "query": dict(request.url.params), "header": request.headers}
        values: dict[str, Any] = {}
        for parameter in self.parameters:
            name, place, schema = parameter["name"], parameter["in"], parameter["schema"]
            value = _parsed(sources[place].get(name), place, schema)
            if value is None and not parameter["required"]:
                values[name] = schema.get("default")
                continue
            _refuse(place, violations(value, schema, self.schemas, f"{place}.{name}"))
            values[name] = value
        if self.body is not None:
            values["body"] = _json(request)
            _refuse("body", violations(values["body"], self.body, self.schemas, "body"))
        return values


@cache
def operations() -> tuple[Operation, ...]:
    """All operations of all contracts, those without parameters in the path first."""
    contracts = _document()["contracts"]
    every = [
        Operation(
            contract,
            name,
            **{**operation, "security": tuple(operation["security"]), "parameters": tuple(operation["parameters"])},
            schemas=document["schemas"],
        )
        for contract, document in contracts.items()
        for name, operation in document["operations"].items()
    ]
    return tuple(sorted(every, key=lambda operation: "{" in operation.path))


@cache
def problem(kind: str) -> Mapping[str, Any]:
    """The title and the status of a problem type."""
    members: Mapping[str, Any] = _document()["problems"][kind]
    return members


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(resources.files("souk_sdk").joinpath("operations.json").read_text())
    return document


def _parsed(text: str | None, place: str, schema: Schema) -> Any:
    """A parameter's text as its schema's type; as it stands if it isn't of that type. Headers may be quoted."""
    if text is not None and schema.get("type") == "integer" and INTEGER.fullmatch(text):
        return int(text)
    return QUOTED.sub(r"\1", text) if text and place == "header" else text


def _json(request: httpx.Request) -> Any:
    try:
        return json.loads(request.content or b"null")
    except ValueError as error:
        raise Refusal(problems.BadRequest, "The body is not JSON.") from error


def _refuse(place: str, misfits: Iterator[Misfit]) -> None:
    """Raise Refusal if there are any: a path that can't be an id names nothing."""
    listed = list(misfits)
    if listed and place == "path":
        raise Refusal(problems.NotFound)
    if listed:
        kind = problems.Unprocessable if place == "body" else problems.BadRequest
        errors = [misfit._asdict() for misfit in listed]
        raise Refusal(kind, f"{listed[0].field}: {listed[0].reason}", errors=errors)
