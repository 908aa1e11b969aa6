"""The problems that an operation may respond with, as the `responses` of its route."""

from __future__ import annotations

from typing import Any

from chassis.core.errors import CONTENT_TYPE, Problem
from chassis.web import response_headers


def refuses(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation for these problems; those implied by its kind are added later."""
    return {status: _response(kinds) for status, kinds in _by_status(problems).items()}


def _by_status(problems: tuple[type[Problem], ...]) -> dict[int | str, list[type[Problem]]]:
    by_status: dict[int | str, list[type[Problem]]] = {}
    for problem in sorted(set(problems), key=lambda kind: (kind.status, kind.__name__)):
        by_status.setdefault(problem.status, []).append(problem)
    return by_status


def _response(kinds: list[type[Problem]]) -> dict[str, Any]:
    examples = {kind.type().rsplit(":", 1)[1]: {"summary": kind.title(), "value": kind().body()} for kind in kinds}
    response: dict[str, Any] = {
        "description": " / ".join(kind.title() for kind in kinds),
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}, "examples": examples}},
    }
    response_headers.add_header_refs(response, *(name for kind in kinds for name in kind().headers()))
    return response
