"""Validates responses against those that the operation's contract declares."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from chassis.core.errors import CONTENT_TYPE as PROBLEM
from chassis.web import openapi

if TYPE_CHECKING:
    from tests.gateway import Answer


@cache
def contract_of(app: FastAPI) -> dict[str, Any]:
    """The app's contract, cached: generating it takes longer than a request."""
    return openapi.contract(app.state.api)


def operation_path(contract: dict[str, Any], method: str, path: str) -> str | None:
    """The path template of the operation that serves a request; literal paths take precedence."""
    for template in sorted(contract["paths"], key=lambda template: template.count("{")):
        pattern = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(template))
        if method.lower() in contract["paths"][template] and re.fullmatch(pattern, path):
            return str(template)
    return None


def assert_declared(operation: dict[str, Any], answer: Answer) -> None:
    """The response's status, content type and problem type are in the operation's contract."""
    name, declared = operation["operationId"], operation["responses"]
    assert str(answer.status) in declared, f"{name} returned {answer.status}, but declares {list(declared)}"
    content = declared[str(answer.status)].get("content", {})
    kind = answer.headers.get("content-type", "").split(";")[0]
    if not content:
        assert not answer.text, f"{name} returned {answer.status} with a body, but declares none"
        return
    assert kind in content, f"{name} returned {answer.status} as {kind}, but declares {list(content)}"
    if kind == PROBLEM:
        examples = content[kind]["examples"]
        assert answer.problem in examples, f"{name} returned {answer.problem}, but declares {list(examples)}"
