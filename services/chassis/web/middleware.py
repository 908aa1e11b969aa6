"""ASGI middleware: body limits, retry of conflicts, one access-log line per request, and a catch-all for errors.

Every error becomes problem details, without the text of an exception.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.core import errors
from chassis.core.errors import Problem
from chassis.core.query import refuse_repeated
from chassis.runtime import aws_errors, logs, tracing
from chassis.web import body, conflict_retry
from chassis.web.deprecation import DeprecationHeaders
from chassis.web.exception_handlers import problem_response

log = logging.getLogger(__name__)


class RequestMiddleware:
    """Middleware around the whole app."""

    def __init__(self, app: ASGIApp, deprecation: DeprecationHeaders, forms: Sequence[str] = ()) -> None:
        self._app, self._deprecation, self._forms = app, deprecation, forms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        trace, extra = tracing.trace_id(), self._deprecation.for_request(scope)

        async def respond(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = {**extra, **({"X-Trace-Id": trace} if trace else {})}
                message["headers"] += [(name.lower().encode(), value.encode()) for name, value in headers.items()]
            await send(message)

        request_id = (scope.get("aws.event", {}).get("requestContext") or {}).get("requestId", "")
        with logs.bound(request_id=request_id):
            try:
                refuse_repeated(scope["query_string"])
                content = await body.read(scope, receive, self._forms)
                await conflict_retry.retry_on_conflict(lambda: self._app(scope, body.replay(content, receive), respond))
            except Problem as problem:
                await problem_response(problem)(scope, receive, respond)
            except Exception as error:
                outage = aws_errors.is_outage(error)
                log.exception("unavailable" if outage else "unexpected")
                if not status:
                    kind = errors.Unavailable if outage else errors.Unexpected
                    await problem_response(kind())(scope, receive, respond)
            finally:
                log.info("answered", extra=_summary(scope, status, started))


def _summary(scope: Scope, status: int, started: float) -> dict[str, Any]:
    """The access-log fields: the route, not the path, which may hold ids of people."""
    route = getattr(scope.get("route"), "path", "(none)")
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return {"method": scope["method"], "route": route, "status": status, "milliseconds": milliseconds}
