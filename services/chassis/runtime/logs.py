"""Logs: one JSON object a line, with the ids that tie the lines of one journey together, and no personal data.

Code logs what happened in a constant message and puts the ids in `extra`. Bodies, tokens, names and addresses are
never logged. A line with `metric` in its `extra` is counted under that name, for an alarm to watch.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from chassis.runtime import tracing

NAMESPACE, DIMENSIONS = "souk", ["environment", "service"]
_bound: ContextVar[dict[str, str] | None] = ContextVar("bound", default=None)


class _Formatter(JsonFormatter):
    def __init__(self, service: str, environment: str) -> None:
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger"},
            static_fields={"service": service, "environment": environment},
            timestamp="time",
        )

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        super().add_fields(log_data, record, message_dict)
        for name, value in {"trace_id": tracing.trace_id(), **(_bound.get() or {})}.items():
            log_data.setdefault(name, value)
        if metric := log_data.pop("metric", None):
            log_data.update(_embedded(metric))


def _embedded(metric: str) -> dict[str, Any]:
    """A metric, counted once, in CloudWatch's embedded metric format."""
    definition = {"Namespace": NAMESPACE, "Dimensions": [DIMENSIONS], "Metrics": [{"Name": metric, "Unit": "Count"}]}
    return {metric: 1, "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [definition]}}


def configure(service: str, environment: str, level: str = "INFO") -> None:
    """Log JSON lines to stderr; called once, at cold start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(service, environment))
    root = logging.getLogger()
    # Lambda's own handler would print every line twice.
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These log every request a second time, and httpx the whole URL.
    for noisy in ("httpx", "botocore", "urllib3", "mangum", "aws_xray_sdk"):
        logging.getLogger(noisy).setLevel("WARNING")


@contextmanager
def bound(**ids: str) -> Iterator[None]:
    """Add these ids to every line logged inside."""
    token = _bound.set({**(_bound.get() or {}), **ids})
    try:
        yield
    finally:
        _bound.reset(token)
