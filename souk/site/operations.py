"""An operation of an API as a section: its request, responses, errors and an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from souk.contracts.compat import operations
from souk.contracts.compat.operations import PROBLEM
from souk.contracts.compat.refs import resolve
from souk.site import schemas
from souk.site.markdown import badge, code, example, lines, link, table, target
from souk.site.schemas import Schema

CREDENTIALS = {"token": "a token", "sigv4": "a signature"}
DEPRECATION_HEADERS = ("Deprecation", "Sunset", "Link")
"""Headers of every response of a deprecated operation; documented once a page."""


@dataclass(frozen=True)
class Operation(operations.Operation):
    """An operation, with its links."""

    api: str

    @property
    def anchor(self) -> str:
        """The target of links to it."""
        return f"{self.api}-{self.id}"

    @property
    def tags(self) -> list[str]:
        return self.definition.get("tags") or ["other"]

    @property
    def verb(self) -> str:
        """Its method, in colour."""
        return badge(self.method.upper(), self.method)

    @property
    def credentials(self) -> str:
        """The credentials that it needs, in words."""
        schemes = [scheme for schemes in self.definition.get("security", []) for scheme in schemes]
        return " or ".join(CREDENTIALS.get(scheme, scheme) for scheme in schemes) or "no token"


def of(api: str, contract: Schema) -> list[Operation]:
    """The operations of a contract, in its order."""
    return [Operation(**vars(operation), api=api) for operation in operations.operations(contract).values()]


def schema_anchor(api: str, name: str) -> str:
    """The target of links to a schema of an API."""
    return f"{api}-schema-{name.lower()}"


def problems(operation: Operation) -> Iterator[dict[str, Any]]:
    """The example of every problem that it may return."""
    for response in operation.responses.values():
        content = response.get("content", {}).get(PROBLEM, {})
        yield from (problem["value"] for problem in content.get("examples", {}).values())


def row(operation: Operation) -> tuple[str, ...]:
    """The operation in the table of its API."""
    return link(operation.id, operation.anchor), operation.verb, code(operation.path), operation.credentials


def section(operation: Operation, common: frozenset[str]) -> str:
    """The operation in the page of its API, without the problem types in `common`, which any operation may return."""
    definition = operation.definition
    deprecated = badge("deprecated", "deprecated") if definition.get("deprecated") else ""
    parameters = [_parameter(operation, parameter) for parameter in operation.parameters.values()]
    responses = [cells for status in operation.responses for cells in _response(operation, status, common)]
    return lines(
        target(operation.anchor),
        f"### {operation.id}",
        f"{operation.verb} {code(operation.path)} {deprecated}",
        f"**{definition['summary'].rstrip('.')}.** {definition.get('description', '')}",
        f"Needs {operation.credentials}.",
        table(("Parameter", "In", "Type", "Meaning"), parameters),
        *_body(operation, operation.body or {}),
        table(("Response", "Body", "Meaning"), responses),
        f"Or a [problem](#{operation.api}-problems) that any operation may return." if common else "",
        table(("Header", "With", "Meaning"), _headers(operation)),
        *_examples("For example:", *_successes(operation)),
    )


def _parameter(operation: Operation, parameter: Schema) -> tuple[str, ...]:
    schema = parameter.get("schema", {})
    required = "" if parameter.get("required") else " *optional*"
    return (
        code(parameter["name"]) + required,
        parameter["in"],
        _type_text(operation, schema),
        parameter.get("description") or schema.get("description", ""),
    )


def _body(operation: Operation, body: Schema) -> Iterator[str]:
    for media, content in body.get("content", {}).items():
        yield f"**Takes** {_type_text(operation, content['schema'])} as {code(media)}. {body.get('description', '')}"
        yield from _examples("", content)


def _response(operation: Operation, status: str, common: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """A row for each media type of a status, and for each problem."""
    response = operation.responses[status]
    title = f"{status} {HTTPStatus(int(status)).phrase if status.isdigit() else ''}"
    contents = response.get("content", {})
    for media, content in contents.items():
        if media != PROBLEM:
            yield title, _type_text(operation, content["schema"]), response["description"]
    for problem in contents.get(PROBLEM, {}).get("examples", {}).values():
        if problem["value"]["type"] not in common:
            yield title, code(problem["value"]["type"]), problem["value"]["title"]
    if not contents:
        yield title, "", response["description"]


def _headers(operation: Operation) -> Iterator[tuple[str, ...]]:
    """The headers of its responses, with their statuses."""
    headers: dict[str, tuple[Schema, list[str]]] = {}
    for status, response in operation.responses.items():
        for name, header in response.get("headers", {}).items():
            if name not in DEPRECATION_HEADERS:
                headers.setdefault(name, (resolve(operation.document, header), []))[1].append(status)
    for name, (header, statuses) in headers.items():
        everywhere = len(statuses) == len(operation.responses)
        yield code(name), "every response" if everywhere else ", ".join(statuses), header.get("description", "")


def _successes(operation: Operation) -> Iterator[Schema]:
    for status, response in operation.responses.items():
        if status.startswith("2"):
            yield from response.get("content", {}).values()


def _examples(title: str, *contents: Schema) -> Iterator[str]:
    """The examples of a body."""
    for content in contents:
        several = [one["value"] for one in content.get("examples", {}).values()]
        shown = [content["example"]] if "example" in content else several[:1]
        yield from [title, *map(example, shown)] if shown else []


def _type_text(operation: Operation, schema: Schema) -> str:
    return schemas.type_text(schema, lambda name: link(name, schema_anchor(operation.api, name)))
