"""Completeness of a contract: everything that a client needs to know; gaps, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from chassis.core.errors import CONTENT_TYPE as PROBLEM

Schema = dict[str, Any]
LONGEST_ID = 32
# Possible for any request: an unexpected body, the gateway's throttle, internal errors and outages.
ALWAYS = {"413", "415", "429", "500", "503"}


def lacks(contract: Schema) -> list[str]:
    """Everything that is missing or wrong; empty if the contract is complete."""
    gaps = [*_of_the_whole(contract), *_of_schemas(contract)]
    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            gaps += [f"{method} {path}: {gap}" for gap in _of_an_operation(operation, contract)]
    return gaps


def _of_the_whole(contract: Schema) -> Iterator[str]:
    info = contract["info"]
    yield from (f"info has no {name}" for name in ("title", "description", "version", "contact") if not info.get(name))
    if info.get("license", {}).get("identifier") != "Apache-2.0":
        yield "info has no licence"
    yield from (f"tag {tag['name']} is not described" for tag in contract["tags"] if not _sentence(tag["description"]))
    operations = [operation for path in contract["paths"].values() for operation in path.values()]
    used = {tag for operation in operations for tag in operation["tags"]}
    yield from (f"tag {tag} is not documented" for tag in used ^ {tag["name"] for tag in contract["tags"]})
    ids = Counter(operation["operationId"] for operation in operations)
    yield from (f"{name} names {count} operations" for name, count in ids.items() if count > 1)
    for name, header in contract["components"]["headers"].items():
        if not (_sentence(header["description"]) and header["schema"].get("examples")):
            yield f"header {name} has no description or example"


def _of_schemas(contract: Schema) -> Iterator[str]:
    for name, schema in contract["components"]["schemas"].items():
        if not _sentence(schema.get("description", "")):
            yield f"schema {name} is not described"
        for field, about in schema.get("properties", {}).items():
            if not _sentence(about.get("description", "")):
                yield f"{name}.{field} is not described"


def _of_an_operation(operation: Schema, contract: Schema) -> Iterator[str]:
    summary, description = operation["summary"], operation["description"]
    if not summary or summary.endswith("."):
        yield "no summary, or one that is a sentence"
    if not _sentence(description) or description.strip(".") == summary:
        yield "no description"
    if not operation["operationId"].isidentifier() or len(operation["operationId"]) > LONGEST_ID:
        yield "no short id"
    if "security" not in operation:
        yield "has no security"
    for parameter in operation.get("parameters", []):
        if not _sentence(parameter.get("description", "")):
            yield f"{parameter['name']} is not described"
        yield from _examples(parameter["name"], parameter["schema"].get("examples"), parameter["schema"], contract)
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield from _examples(f"body {kind}", _one(content), content["schema"], contract)
    yield from _of_answers(operation, contract)
    yield from _of_refusals(operation)


def _of_answers(operation: Schema, contract: Schema) -> Iterator[str]:
    for status, response in operation["responses"].items():
        if not _sentence(response["description"]) or "X-Trace-Id" not in response["headers"]:
            yield f"{status} is not described"
        for kind, content in response.get("content", {}).items():
            examples = [example["value"] for example in content.get("examples", {}).values()] or _one(content)
            yield from _examples(f"{status} {kind}", examples, content["schema"], contract)
    if not any(status < "400" for status in operation["responses"]):
        yield "no success"


def _of_refusals(operation: Schema) -> Iterator[str]:
    refusals = {status: response for status, response in operation["responses"].items() if status >= "400"}
    for status, refusal in refusals.items():
        if list(refusal["content"]) != [PROBLEM]:
            yield f"{status} is no problem"
            continue
        for name, example in refusal["content"][PROBLEM]["examples"].items():
            value = example["value"]
            if (value["status"], value["type"]) != (int(status), f"urn:souk:problem:{name}") or not value["title"]:
                yield f"{status} {name} is another problem"
    wanted = ALWAYS | _implied(operation)
    yield from (f"{status} is not documented" for status in sorted(wanted - set(refusals)))
    waits = {"429", "503"} & set(refusals)
    yield from (f"{status} has no Retry-After" for status in waits if "Retry-After" not in refusals[status]["headers"])


def _implied(operation: Schema) -> set[str]:
    """The statuses that parameters, body and security of an operation imply."""
    places = {parameter["in"] for parameter in operation.get("parameters", [])}
    schemes = {scheme for needed in operation.get("security", []) for scheme in needed}
    return {
        *(["401"] if "token" in schemes else []),
        *(["403"] if "sigv4" in schemes else []),
        *(["404"] if "path" in places else []),
        *(["400"] if places & {"query", "header"} or "requestBody" in operation else []),
        *(["422"] if "requestBody" in operation else []),
    }


def _examples(what: str, examples: list[Any] | None, schema: Schema, contract: Schema) -> Iterator[str]:
    if not examples:
        yield f"{what} has no example"
    validator = Draft202012Validator(
        {**schema, "components": contract["components"]}, format_checker=FormatChecker(["date-time"])
    )
    for example in examples or []:
        yield from (f"{what}: the example is wrong: {error.message}" for error in validator.iter_errors(example))


def _one(content: Schema) -> list[Any]:
    return [content["example"]] if "example" in content else []


def _sentence(words: str) -> bool:
    return words.strip().endswith(".") and words != "Successful Response."
