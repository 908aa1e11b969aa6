"""Exceptions as problem details; no exception's text goes out."""

from __future__ import annotations

from typing import cast

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from chassis.core import errors
from chassis.core.errors import Problem

MAX_REASONS = 20  # or an invalid body would get a response several times its size
PROBLEM_BY_STATUS = {kind.status: kind for kind in (errors.NotFound, errors.BadRequest)}
# A parameter that can't be parsed is a bad request (400); a path that can't be an id names nothing (404).
PROBLEM_BY_LOCATION = {
    "header": errors.BadRequest,
    "query": errors.BadRequest,
    "cookie": errors.BadRequest,
    "path": errors.NotFound,
}


def problem_response(problem: Problem) -> JSONResponse:
    """The response for a problem."""
    return JSONResponse(problem.body(), problem.status, headers=problem.headers(), media_type=errors.CONTENT_TYPE)


def on_http_exception(_request: Request, error: Exception) -> JSONResponse:
    """Handle Starlette's exceptions: no such route, or no such method on it."""
    status = cast(HTTPException, error).status_code
    return problem_response(PROBLEM_BY_STATUS.get(status, errors.NotFound)())


def on_validation_error(_request: Request, error: Exception) -> JSONResponse:
    """Handle an invalid request: the response names field and reason, never the value."""
    lines = cast(RequestValidationError, error).errors()
    kind = PROBLEM_BY_LOCATION.get(lines[0]["loc"][0], errors.Unprocessable)
    if kind is errors.NotFound:
        return problem_response(errors.NotFound())
    reasons = [{"field": ".".join(map(str, line["loc"])), "reason": line["msg"]} for line in lines[:MAX_REASONS]]
    return problem_response(kind(f"{reasons[0]['field']}: {reasons[0]['reason']}", errors=reasons))
