"""The plug between Lambda and a handler, for every trigger but API Gateway (`gateway.py` guards that)."""

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
    """The handler with its deadline. What fails inside is logged, and leaves without its text.

    Cognito shows the text to the person who signs up, and Lambda keeps it beside records that were given up.
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
