"""The OpenAPI contract of an API: what FastAPI generates, completed with problems, examples, headers, descriptions.

Used where contracts are made. Functions don't import it: they serve the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from inspect import cleandoc
from typing import Protocol, runtime_checkable

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field

from chassis.core import errors
from chassis.core.errors import CONTENT_TYPE, Problem
from chassis.web import response_headers
from chassis.web.app import Api
from chassis.web.open_enums import open_up
from chassis.web.refusals import refuses
from chassis.web.schema_examples import NoExample, Schema, example

JSON = "application/json"
# An address of the team that runs the system.
CONTACT = {"name": "The shop's developers", "url": "https://souk.example/developers"}
UNNAMED = "Successful Response"  # FastAPI's default description


@runtime_checkable
class Describes(Protocol):
    """A route's dependency that adds to the contract."""

    def describe(self, operation: Schema) -> None:
        """Add to an operation that is complete otherwise."""


class Misfit(BaseModel):
    """An invalid field of a request."""

    field: str = Field(description="The field's path.", examples=["body.lines.0.quantity"])
    reason: str = Field(description="The reason.", examples=["Input should be greater than or equal to 1"])


class ProblemDetails(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(
        description="The problem type; stable, for programs to compare.", examples=["urn:souk:problem:out-of-stock"]
    )
    title: str = Field(
        description="The type's title; the same for every occurrence.",
        examples=["The stock is lower than the ordered quantity."],
    )
    status: int = Field(description="The HTTP status.", examples=[409])
    detail: str = Field(
        default="",
        description="The details of this occurrence, and how to fix it.",
        examples=["Of `SPROUT-SENSOR` there are 3 left."],
    )
    errors: list[Misfit] = Field(default=[], description="The invalid fields, if the request is invalid.")


def contract(api: Api) -> Schema:
    """The OpenAPI contract of an API."""
    app = FastAPI(
        title=api.title,
        description=api.description,
        version=f"{api.version}.0.0",
        contact=CONTACT,
        license_info={"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        servers=[_on_aws(api)],
        openapi_tags=[{"name": name, "description": about} for name, about in api.tags.items()],
        generate_unique_id_function=lambda route: route.name,
    )
    for router in api.routers:
        app.include_router(router)
    return complete(app.openapi(), api.routers)


def _on_aws(api: Api) -> Schema:
    """The server of an environment on AWS. The contract that an environment serves has its own address."""
    return {
        "url": f"https://{{api}}.execute-api.{{region}}.amazonaws.com/v{api.version}",
        "description": "On AWS. `souk outputs` prints the address in each environment, local ones included.",
        "variables": {
            "api": {"default": "a1b2c3d4e5", "description": "The id of the REST API."},
            "region": {"default": "eu-central-1", "description": "The environment's region."},
        },
    }


def complete(contract: Schema, routers: Iterable[APIRouter]) -> Schema:
    """Complete each operation from its code: summary and description from the docstring, problems from security,
    parameters and body, examples from schemas, open enums, and the additions of its dependencies.
    """
    schemas = contract["components"].setdefault("schemas", {})
    problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"), ProblemDetails=problem)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    operations = [item for path in contract["paths"].values() for item in path.items()]
    for method, operation in operations:
        _add_summary(operation)
        _add_problems(method, operation)
    open_up(contract)
    additions = _additions(routers)
    for _, operation in operations:
        _add_examples(operation, schemas)
        for addition in additions.get(operation["operationId"], []):
            addition.describe(operation)
    response_headers.add_components(contract)
    return contract


def _additions(routers: Iterable[APIRouter]) -> dict[str, list[Describes]]:
    """The dependencies that add to the contract, by operation id."""
    additions: dict[str, list[Describes]] = {}
    for route in (route for router in routers for route in router.routes if isinstance(route, APIRoute)):
        for depends in route.dependencies:
            dependency: object = depends.dependency
            if isinstance(dependency, Describes):
                additions.setdefault(route.name, []).append(dependency)
    return additions


def _add_summary(operation: Schema) -> None:
    """The first line of a docstring is the summary, the rest the description."""
    summary, _, description = cleandoc(operation.pop("description", "")).partition("\n\n")
    operation["summary"] = summary.removesuffix(".")
    operation["description"] = "\n\n".join(" ".join(lines.split("\n")) for lines in description.split("\n\n"))
    operation.setdefault("security", [])  # explicit: no sign-in needed


def _add_problems(method: str, operation: Schema) -> None:
    responses = operation["responses"]
    if CONTENT_TYPE not in responses.get("422", {}).get("content", {CONTENT_TYPE: ...}):
        del responses["422"]  # FastAPI's own description of validation errors
    for status, response in refuses(*_implied_problems(method, operation)).items():
        declared = responses.setdefault(str(status), response)
        if declared is not response:
            declared["description"] = " / ".join(dict.fromkeys((declared["description"], response["description"])))
            response_headers.add_header_refs(declared, *response.get("headers", {}))
            declared["content"][CONTENT_TYPE]["examples"].update(response["content"][CONTENT_TYPE]["examples"])
    for response in responses.values():
        response_headers.add_header_refs(response, "X-Trace-Id")
    operation["responses"] = dict(sorted(responses.items()))


def _add_examples(operation: Schema, schemas: Schema) -> None:
    """Examples of request and response, and the description of the response: that of its schema."""
    for parameter in operation.get("parameters", []):
        if examples := parameter["schema"].get("examples"):
            parameter["example"] = examples[0]  # tools send this one first
    successes = [response for status, response in operation["responses"].items() if status < "400"]
    for part in [operation.get("requestBody", {}), *successes]:
        content = part.get("content", {}).get(JSON)
        if content:
            with suppress(NoExample):
                content["example"] = example(content["schema"], schemas)
            name = content["schema"].get("$ref", "").rsplit("/", 1)[-1]
            if part.get("description", UNNAMED) == UNNAMED and name:
                part["description"] = schemas[name].get("description", UNNAMED)


def _implied_problems(method: str, operation: Schema) -> list[type[Problem]]:
    """The problems that every operation of this kind may respond with."""
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    schemes = {scheme for needed in operation.get("security", []) for scheme in needed}
    # A body is validated even where the operation has none.
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
