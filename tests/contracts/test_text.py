"""Characters that no queue, mail or page can carry are refused in every text, in every API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chassis.web.app import Api
from tests.contracts.examples import OPERATIONS, Schema, ask, example_body

NUL, OVERRIDE, NO_CHARACTER, LOST = "\0", "\u202e", "\uffff", "\ufffd"


def texts(schema: Schema, schemas: Schema, *place: str | int) -> Iterator[tuple[str | int, ...]]:
    """The paths of free texts in a body."""
    match schema:
        case {"$ref": str(name)}:
            yield from texts(schemas[name.rsplit("/", 1)[1]], schemas, *place)
        case {"type": "string", "enum": _} | {"type": "string", "format": _}:
            return
        case {"type": "string"}:
            if re.search(schema.get("pattern", ""), f"A{OVERRIDE}A"):
                yield place
        case {"type": "array", "items": items}:
            yield from texts(items, schemas, *place, 0)
        case {"properties": fields}:
            for name, field in fields.items():
                yield from texts(field, schemas, *place, name)


def replaced(body: Any, place: tuple[str | int, ...], text: str) -> Any:
    """The body, with another text in one place."""
    inside = body
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = text
    return body


ENTERED = [
    pytest.param(*operation.values, place, id=f"{operation.id} {'.'.join(map(str, place))}")
    for operation in OPERATIONS
    for api, contract, path, method in [operation.values]
    for content in [contract["paths"][path][method].get("requestBody", {}).get("content", {})]
    if content
    for place in texts(content["application/json"]["schema"], contract["components"]["schemas"])
]


@pytest.mark.parametrize("text", [NUL, OVERRIDE, NO_CHARACTER, LOST])
@pytest.mark.parametrize(("api", "contract", "path", "method", "place"), ENTERED)
def test_text_that_can_not_travel_is_refused(
    api: Api, contract: Schema, path: str, method: str, place: tuple[str | int, ...], text: str
) -> None:
    body = replaced(example_body(contract["paths"][path][method]), place, f"A{text}A")

    answer = ask(api, contract, path, method, body)

    assert (answer.status, answer.problem) == (422, "unprocessable")
    assert answer.json["errors"][0]["field"] == ".".join(map(str, ["body", *place]))


def test_there_is_text_to_enter() -> None:
    assert len(ENTERED) >= 7
