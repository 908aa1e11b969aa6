"""Wrapper of Lambda handlers, for every trigger but API Gateway (see `web/gateway.py`)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from chassis.runtime import deadline

Handler = Callable[[dict[str, Any], Any], Any]
log = logging.getLogger(__name__)


class Failed(Exception):
    """An invocation failed; the log says why."""


def invocation(handler: Handler) -> Handler:
    """Add the deadline to a handler, log its exceptions, and replace their text.

    Cognito shows the text to the person who signs up, and Lambda keeps it with failed records.
    """

    @wraps(handler)
    def invoked(event: dict[str, Any], context: Any) -> Any:
        try:
            with deadline.of(context):
                return handler(event, context)
        except Exception:
            log.exception("failed")
            raise Failed("Something went wrong on our side. Try again later.") from None

    return invoked
