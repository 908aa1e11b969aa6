"""One operation of an API, as a section: what it takes, what it answers, what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from souk.site import schemas
from souk.site.markdown import badge, code, example, lines, link, table, target
from souk.site.schemas import Schema

PROBLEM = "application/problem+json"
NEEDS = {"token": "a token", "sigv4": "a signature"}
EVERYWHERE = ("Deprecation", "Sunset", "Link")
"""Headers of every answer of a deprecated operation; the page says it once."""


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    api: str
    contract: Schema
    method: str
    path: str
    told: Schema

    @property
    def id(self) -> str:
        return str(self.told["operationId"])

    @property
    def anchor(self) -> str:
        """Where links find it."""
        return f"{self.api}-{self.id}"

    @property
    def tags(self) -> list[str]:
        return self.told.get("tags") or ["other"]

    def resolved(self, told: Schema) -> Schema:
        """What a `$ref` of the contract speaks of, or the same again."""
        if "$ref" not in told:
            return told
        found = self.contract
        for step in told["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return found


def schema_anchor(api: str, name: str) -> str:
    """Where links find a schema of an API."""
    return f"{api}-schema-{name.lower()}"


def verb(operation: Operation) -> str:
    """Its method, in colour."""
    return badge(operation.method, operation.method.lower())


def needs(operation: Operation) -> str:
    """Who may call it."""
    wanted = [NEEDS.get(scheme, scheme) for schemes in operation.told.get("security", []) for scheme in schemes]
    return " or ".join(wanted) or "no token"


def problems(operation: Operation) -> Iterator[dict[str, Any]]:
    """Every problem that it may answer, as its example."""
    for answer in operation.told["responses"].values():
        content = operation.resolved(answer).get("content", {}).get(PROBLEM, {})
        yield from (shown["value"] for shown in content.get("examples", {}).values())


def section(operation: Operation, anywhere: frozenset[str]) -> str:
    """The section of its API's page. What may come of any operation is left to the page's table of problems."""
    told = operation.told
    deprecated = badge("deprecated", "deprecated") if told.get("deprecated") else ""
    answers = [
        row for status, answer in told["responses"].items() for row in _answer(operation, status, answer, anywhere)
    ]
    return lines(
        target(operation.anchor),
        f"### {operation.id}",
        f"{verb(operation)} {code(operation.path)} {deprecated}",
        f"**{told['summary'].rstrip('.')}.** {told.get('description', '')}",
        f"Needs {needs(operation)}.",
        table(
            ("Parameter", "In", "Type", "Meaning"),
            [_parameter(operation, each) for each in told.get("parameters", [])],
        ),
        *_body(operation, operation.resolved(told.get("requestBody", {}))),
        table(("Answer", "Body", "Meaning"), answers),
        f"Or a [problem](#{operation.api}-problems) that any operation may have." if anywhere else "",
        table(("Header", "With", "Meaning"), _headers(operation)),
        *_shown("For example:", *_successes(operation)),
    )


def _parameter(operation: Operation, given: Schema) -> tuple[str, ...]:
    parameter = operation.resolved(given)
    schema = parameter.get("schema", {})
    required = "" if parameter.get("required") else " *optional*"
    return (
        code(parameter["name"]) + required,
        parameter["in"],
        _kind(operation, schema),
        parameter.get("description") or schema.get("description", ""),
    )


def _body(operation: Operation, body: Schema) -> Iterator[str]:
    for media, content in body.get("content", {}).items():
        yield f"**Takes** {_kind(operation, content['schema'])} as {code(media)}. {body.get('description', '')}"
        yield from _shown("", content)


def _answer(operation: Operation, status: str, given: Schema, anywhere: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """A row for each body that may come with a status, and for each problem."""
    answer = operation.resolved(given)
    said = f"{status} {_phrase(status)}"
    contents = answer.get("content", {})
    for media, content in contents.items():
        if media != PROBLEM:
            yield said, _kind(operation, content["schema"]), answer["description"]
    for shown in contents.get(PROBLEM, {}).get("examples", {}).values():
        if shown["value"]["type"] not in anywhere:
            yield said, code(shown["value"]["type"]), shown["value"]["title"]
    if not contents:
        yield said, "", answer["description"]


def _headers(operation: Operation) -> Iterator[tuple[str, ...]]:
    """The headers of its answers, and with which of them each comes."""
    found: dict[str, tuple[Schema, list[str]]] = {}
    for status, answer in operation.told["responses"].items():
        for name, header in operation.resolved(answer).get("headers", {}).items():
            if name not in EVERYWHERE:
                found.setdefault(name, (operation.resolved(header), []))[1].append(status)
    for name, (header, statuses) in found.items():
        everywhere = len(statuses) == len(operation.told["responses"])
        yield code(name), "every answer" if everywhere else ", ".join(statuses), header.get("description", "")


def _successes(operation: Operation) -> Iterator[Schema]:
    for status, given in operation.told["responses"].items():
        if status.startswith("2"):
            yield from operation.resolved(given).get("content", {}).values()


def _shown(title: str, *contents: Schema) -> Iterator[str]:
    """The examples of a body."""
    for content in contents:
        several = [each["value"] for each in content.get("examples", {}).values()]
        shown = [content["example"]] if "example" in content else several[:1]
        yield from [title, *map(example, shown)] if shown else []


def _kind(operation: Operation, schema: Schema) -> str:
    return schemas.kind(schema, lambda name: link(name, schema_anchor(operation.api, name)))


def _phrase(status: str) -> str:
    return HTTPStatus(int(status)).phrase if status.isdigit() else ""
