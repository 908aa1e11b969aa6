"""The contract that the app's code adds up to: what each operation refuses is written once, and completed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from chassis import errors
from chassis.deprecation import HEADERS, Deprecation
from chassis.errors import CONTENT_TYPE, Problem

Schema = dict[str, Any]


class Misfit(BaseModel):
    """One place where a request doesn't fit the contract."""

    field: str = Field(description="Where: `body.lines.0.quantity`.")
    reason: str = Field(description="Why.")


class ProblemDetails(BaseModel):
    """A refusal (RFC 9457)."""

    type: str = Field(description="Which problem it is; stable, for programs to compare.")
    title: str = Field(description="The problem in words; the same for every occurrence.")
    status: int = Field(description="The HTTP status again.")
    detail: str = Field(default="", description="What happened this time, and what to do about it.")
    errors: list[Misfit] = Field(default=[], description="Every place that doesn't fit, where that is what is wrong.")


def refuses(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation that may refuse with these, on top of what all of its kind may."""
    return {status: _response(kinds) for status, kinds in _by_status(problems).items()}


def complete(contract: Schema, deprecations: Mapping[str, Deprecation]) -> Schema:
    """Add to each operation the refusals that follow from its security, parameters and body, and its deprecation (by
    operation id). Idempotent.
    """
    schemas = contract["components"].setdefault("schemas", {})
    problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"), ProblemDetails=problem)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path in contract["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
            if operation["operationId"] in deprecations:
                _deprecate(operation, deprecations[operation["operationId"]])
    return contract


def _complete(method: str, operation: Schema) -> None:
    responses = operation["responses"]
    if CONTENT_TYPE not in responses.get("422", {}).get("content", {CONTENT_TYPE: ...}):
        del responses["422"]  # FastAPI's own description of validation errors
    for status, response in refuses(*_implied(method, operation)).items():
        known = responses.setdefault(str(status), response)
        if known is not response:
            known["description"] = " / ".join(dict.fromkeys((known["description"], response["description"])))
            known["headers"] = {**response.get("headers", {}), **known.get("headers", {})}
            known["content"][CONTENT_TYPE]["examples"].update(response["content"][CONTENT_TYPE]["examples"])
    operation["responses"] = dict(sorted(responses.items()))


def _deprecate(operation: Schema, deprecation: Deprecation) -> None:
    operation.update(deprecation.declared())
    for response in operation["responses"].values():
        headers = {name: {"description": about, "schema": {"type": "string"}} for name, about in HEADERS.items()}
        response["headers"] = {**response.get("headers", {}), **headers}


def _implied(method: str, operation: Schema) -> list[type[Problem]]:
    """What every operation of this kind may answer."""
    places = {parameter["in"] for parameter in operation.get("parameters", [])}
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    schemes = {scheme for needed in operation.get("security", []) for scheme in needed}
    # Even where no body is asked for, one that comes along is looked at.
    implied: list[type[Problem]] = [errors.TooLarge, errors.UnsupportedMedia]
    implied += [errors.TooManyRequests, errors.Unexpected, errors.Unavailable]
    if method != "get":
        implied.append(errors.Busy)
    if "token" in schemes:
        implied.append(errors.Unauthenticated)
    if "sigv4" in schemes:
        implied.append(errors.Forbidden)
    if places & {"query", "header"}:
        implied.append(errors.BadRequest)
    if "requestBody" in operation:
        implied += [errors.BadRequest, errors.Unprocessable]
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
    if any(kind.retry_after is not None for kind in kinds):
        about = "Seconds after which another try makes sense."
        response["headers"] = {"Retry-After": {"description": about, "schema": {"type": "integer"}}}
    return response
