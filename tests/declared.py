"""Holds answers to what the operation's contract declares."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from chassis.core.errors import CONTENT_TYPE as PROBLEM

if TYPE_CHECKING:
    from tests.gateway import Answer


@cache
def contract_of(app: FastAPI) -> dict[str, Any]:
    """The app's contract; putting it together takes longer than a request."""
    return app.openapi()


def operation_path(contract: dict[str, Any], method: str, path: str) -> str | None:
    """The path, as the contract writes it, whose operation serves a request; literal ones come first."""
    for template in sorted(contract["paths"], key=lambda each: each.count("{")):
        pattern = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(template))
        if method.lower() in contract["paths"][template] and re.fullmatch(pattern, path):
            return str(template)
    return None


def assert_declared(operation: dict[str, Any], answer: Answer) -> None:
    """The answer's status, content type and (of a refusal) its type are in the operation's contract."""
    name, declared = operation["operationId"], operation["responses"]
    assert str(answer.status) in declared, f"{name} answers {answer.status}, its contract says {list(declared)}"
    content = declared[str(answer.status)].get("content", {})
    kind = answer.headers.get("content-type", "").split(";")[0]
    if not content:
        assert not answer.text, f"{name} answers {answer.status} with a body, its contract says none"
        return
    assert kind in content, f"{name} answers {answer.status} as {kind}, its contract says {list(content)}"
    if kind == PROBLEM:
        examples = content[kind]["examples"]
        assert answer.problem in examples, f"{name} refuses with {answer.problem}, its contract says {list(examples)}"
