"""Exceptions as problem details; no exception's text goes out."""

from __future__ import annotations

from typing import cast

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from chassis.core import errors
from chassis.core.errors import Problem

MOST_REASONS = 20  # a body of nothing but mistakes would get an answer several times its size
BY_STATUS = {kind.status: kind for kind in (errors.NotFound, errors.BadRequest)}
# What can't be read is the request's fault (400); a path that can't be an id names nothing (404).
BY_PLACE = {
    "header": errors.BadRequest,
    "query": errors.BadRequest,
    "cookie": errors.BadRequest,
    "path": errors.NotFound,
}


def render(problem: Problem) -> JSONResponse:
    """A problem as its response."""
    return JSONResponse(problem.body(), problem.status, headers=problem.headers(), media_type=errors.CONTENT_TYPE)


def on_http(_request: Request, error: Exception) -> JSONResponse:
    """What Starlette refuses: no such route, or no such method on it."""
    status = cast(HTTPException, error).status_code
    return render(BY_STATUS.get(status, errors.NotFound)())


def on_invalid(_request: Request, error: Exception) -> JSONResponse:
    """What doesn't fit the contract: says where and why, never repeats the value."""
    lines = cast(RequestValidationError, error).errors()
    kind = BY_PLACE.get(lines[0]["loc"][0], errors.Unprocessable)
    if kind is errors.NotFound:
        return render(errors.NotFound())
    where = [{"field": ".".join(map(str, line["loc"])), "reason": line["msg"]} for line in lines[:MOST_REASONS]]
    return render(kind(f"{where[0]['field']}: {where[0]['reason']}", errors=where))
