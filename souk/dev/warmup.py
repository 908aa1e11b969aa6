"""Warms up a new version before traffic reaches it, so no caller meets a cold start or a broken version."""

from __future__ import annotations

import json
from typing import Any

from souk.cloud.clients import Aws
from souk.cloud.functions import Function
from souk.cloud.warmup_events import NOOP_EVENTS, http_get_event

REQUEST_ID = "souk-dev"
"""Marks warm-up requests, whose log lines are not shown."""
EVENTS = {**NOOP_EVENTS, "http": http_get_event("/", REQUEST_ID)}
"""By the function's kind, an event without effect. The other kinds start when they are called."""


def warm_up(aws: Aws, function: Function, version: str, event: dict[str, Any] | None = None) -> str | None:
    """Start a version; returns its error if it can't start."""
    event = event or EVENTS.get(function.kind)
    if event is None:
        return None
    result = aws.functions.invoke(FunctionName=function.name, Qualifier=version, Payload=json.dumps(event).encode())
    if "FunctionError" not in result:
        return None
    payload = json.loads(result["Payload"].read())
    return str(payload.get("errorMessage", "it fails")).removeprefix("Worker init failed: ")
