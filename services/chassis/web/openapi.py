"""The contract that the app's code adds up to: what each operation refuses is written once, and completed here."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from inspect import cleandoc
from typing import Any, Protocol, runtime_checkable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

from chassis.core import errors
from chassis.core.errors import CONTENT_TYPE, Problem
from chassis.web import response_headers
from chassis.web.open_enums import open_up
from chassis.web.schema_examples import NoExample, Schema, example

JSON = "application/json"
UNNAMED = "Successful Response"  # how FastAPI describes an answer that nobody described


@runtime_checkable
class Describes(Protocol):
    """A route's dependency that has something to say in the contract."""

    def describe(self, operation: Schema) -> None:
        """Add it to the operation, which is complete otherwise."""


class Misfit(BaseModel):
    """One place where a request doesn't fit the contract."""

    field: str = Field(description="Where.", examples=["body.lines.0.quantity"])
    reason: str = Field(description="Why.", examples=["Input should be greater than or equal to 1"])


class ProblemDetails(BaseModel):
    """A refusal (RFC 9457)."""

    type: str = Field(
        description="Which problem it is; stable, for programs to compare.", examples=["urn:souk:problem:out-of-stock"]
    )
    title: str = Field(
        description="The problem in words; the same for every occurrence.",
        examples=["There is less in stock than was ordered."],
    )
    status: int = Field(description="The HTTP status again.", examples=[409])
    detail: str = Field(
        default="",
        description="What happened this time, and what to do about it.",
        examples=["Of `SPROUT-SENSOR` there are 3 left."],
    )
    errors: list[Misfit] = Field(default=[], description="Every place that doesn't fit, where that is what is wrong.")


def refuses(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation that may refuse with these, on top of what all of its kind may."""
    return {status: _response(kinds) for status, kinds in _by_status(problems).items()}


def complete(contract: Schema, routers: Iterable[APIRouter]) -> Schema:
    """Add to each operation what follows from its code: words from its docstring, refusals from its security,
    parameters and body, examples from its schemas, enums that may grow, and whatever its dependencies have to say.
    """
    schemas = contract["components"].setdefault("schemas", {})
    problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"), ProblemDetails=problem)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    operations = [each for path in contract["paths"].values() for each in path.items()]
    for method, operation in operations:
        _word(operation)
        _refuse(method, operation)
    open_up(contract)
    said = _said(routers)
    for _, operation in operations:
        _exemplify(operation, schemas)
        for each in said.get(operation["operationId"], []):
            each.describe(operation)
    response_headers.define(contract)
    return contract


def _said(routers: Iterable[APIRouter]) -> dict[str, list[Describes]]:
    """The dependencies that have something to say, by operation id."""
    found: dict[str, list[Describes]] = {}
    for route in (route for router in routers for route in router.routes if isinstance(route, APIRoute)):
        for depends in route.dependencies:
            dependency: object = depends.dependency
            if isinstance(dependency, Describes):
                found.setdefault(route.name, []).append(dependency)
    return found


def _word(operation: Schema) -> None:
    """A docstring's first line is the summary, what follows it the description."""
    summary, _, description = cleandoc(operation.pop("description", "")).partition("\n\n")
    operation["summary"] = summary.removesuffix(".")
    operation["description"] = "\n\n".join(" ".join(lines.split("\n")) for lines in description.split("\n\n"))
    operation.setdefault("security", [])  # said aloud: nobody has to sign in


def _refuse(method: str, operation: Schema) -> None:
    responses = operation["responses"]
    if CONTENT_TYPE not in responses.get("422", {}).get("content", {CONTENT_TYPE: ...}):
        del responses["422"]  # FastAPI's own description of validation errors
    for status, response in refuses(*_implied(method, operation)).items():
        known = responses.setdefault(str(status), response)
        if known is not response:
            known["description"] = " / ".join(dict.fromkeys((known["description"], response["description"])))
            response_headers.carries(known, *response.get("headers", {}))
            known["content"][CONTENT_TYPE]["examples"].update(response["content"][CONTENT_TYPE]["examples"])
    for response in responses.values():
        response_headers.carries(response, "X-Trace-Id")
    operation["responses"] = dict(sorted(responses.items()))


def _exemplify(operation: Schema, schemas: Schema) -> None:
    """An example of what is sent and of what is answered, and the answer's description: what its schema says it is."""
    for parameter in operation.get("parameters", []):
        if shown := parameter["schema"].get("examples"):
            parameter["example"] = shown[0]  # where tools look for what to try first
    answers = [response for status, response in operation["responses"].items() if status < "400"]
    for part in [operation.get("requestBody", {}), *answers]:
        content = part.get("content", {}).get(JSON)
        if content:
            with suppress(NoExample):
                content["example"] = example(content["schema"], schemas)
            name = content["schema"].get("$ref", "").rsplit("/", 1)[-1]
            if part.get("description", UNNAMED) == UNNAMED and name:
                part["description"] = schemas[name].get("description", UNNAMED)


def _implied(method: str, operation: Schema) -> list[type[Problem]]:
    """What every operation of this kind may answer."""
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    schemes = {scheme for needed in operation.get("security", []) for scheme in needed}
    # Even where no body is asked for, one that comes along is looked at.
    implied: list[type[Problem]] = [errors.BadRequest, errors.TooLarge, errors.UnsupportedMedia]
    implied += [errors.TooManyRequests, errors.Unexpected, errors.Unavailable]
    if method != "get":
        implied.append(errors.Busy)
    if "token" in schemes:
        implied.append(errors.Unauthenticated)
    if "sigv4" in schemes:
        implied.append(errors.Forbidden)
    if "requestBody" in operation:
        implied.append(errors.Unprocessable)
    if "Idempotency-Key" in names:
        implied += [errors.StillInProgress, errors.KeyReused]
    return implied


def _by_status(problems: tuple[type[Problem], ...]) -> dict[int | str, list[type[Problem]]]:
    found: dict[int | str, list[type[Problem]]] = {}
    for problem in sorted(set(problems), key=lambda kind: (kind.status, kind.__name__)):
        found.setdefault(problem.status, []).append(problem)
    return found


def _response(kinds: list[type[Problem]]) -> Schema:
    examples = {kind.type().rsplit(":", 1)[1]: {"summary": kind.title(), "value": kind().body()} for kind in kinds}
    response: Schema = {
        "description": " / ".join(kind.title() for kind in kinds),
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}, "examples": examples}},
    }
    response_headers.carries(response, *(name for kind in kinds for name in kind().headers()))
    return response
