"""The front door of every app: limits before anything is read, patience with others, one log line, the last resort.

Whatever goes wrong inside leaves as problem details; no exception's text goes out.
"""

from __future__ import annotations

import logging
import time
from typing import Any, cast

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import again, body, errors, logs, patience, tracing
from chassis.deprecation import Notices
from chassis.errors import Problem

log = logging.getLogger(__name__)
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


class Front:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, notices: Notices) -> None:
        self._app, self._notices = app, notices

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        trace, notices = tracing.trace_id(), self._notices.of(scope)

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                told = {**notices, **({"X-Trace-Id": trace} if trace else {})}
                message["headers"] += [(name.lower().encode(), value.encode()) for name, value in told.items()]
            await send(message)

        request_id = (scope.get("aws.event", {}).get("requestContext") or {}).get("requestId", "")
        with logs.bound(request_id=request_id):
            try:
                sent = await body.read(scope, receive)
                await again.until_unchanged(lambda: self._app(scope, body.unread(sent, receive), answer))
            except Problem as refusal:
                await render(refusal)(scope, receive, answer)
            except Exception as error:
                passing = patience.is_outage(error)
                log.exception("unavailable" if passing else "unexpected")
                if not status:
                    problem = errors.Unavailable() if passing else errors.Unexpected()
                    await render(problem)(scope, receive, answer)
            finally:
                log.info("answered", extra=_summary(scope, status, started))


def _summary(scope: Scope, status: int, started: float) -> dict[str, Any]:
    """What the log says of a request: the route, not the path, which may hold ids of people."""
    route = getattr(scope.get("route"), "path", "(none)")
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return {"method": scope["method"], "route": route, "status": status, "milliseconds": milliseconds}
