"""Starts a version before anybody calls it: who calls it doesn't wait then, and one that can't start never answers."""

from __future__ import annotations

import json
from typing import Any

from souk.cloud.clients import Aws
from souk.cloud.deployed_function import Function
from souk.cloud.warmup_events import IDLE, visit

REQUEST = "souk-dev"
"""The id of the request that starts an API; what is logged about it is not shown."""
EVENTS = {**IDLE, "http": visit("/", REQUEST)}
"""By what calls a function, an event that makes it do nothing. Some know none; they start when they are called."""


def start(aws: Aws, function: Function, version: str, event: dict[str, Any] | None = None) -> str | None:
    """Have a version ready to answer. Says what is wrong with one that can't."""
    event = event or EVENTS.get(function.kind)
    if event is None:
        return None
    answer = aws.functions.invoke(
        FunctionName=function.full_name, Qualifier=version, Payload=json.dumps(event).encode()
    )
    if "FunctionError" not in answer:
        return None
    told = json.loads(answer["Payload"].read())
    return str(told.get("errorMessage", "it fails")).removeprefix("Worker init failed: ")
