"""The front door of every app: limits before anything is read, patience with others, one log line, the last resort.

Whatever goes wrong inside leaves as problem details; no exception's text goes out.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.core import errors
from chassis.core.errors import Problem
from chassis.runtime import aws_errors, logs, tracing
from chassis.web import again, body
from chassis.web.deprecation import Notices
from chassis.web.exception_handlers import render

log = logging.getLogger(__name__)


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
                passing = aws_errors.is_outage(error)
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
