"""FastAPI's hooks for OpenTelemetry, which do nothing here: X-Ray traces functions (`chassis/runtime/tracing.py`).

FastAPI imports thirty modules of OpenTelemetry to ask at each step of a request whether anybody wants to know.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

TelemetryConfig = dict[str, Any]
_NOTHING = nullcontext()


def get_telemetry_data(context: object = None) -> None:
    return None


def _validation_failed(exc: Exception) -> None:
    return None


def _operation(*, name: str, function: Callable[..., Any] | None = None) -> AbstractContextManager[None]:
    return _NOTHING


def _run_sync_endpoint(*, function: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    return function(**arguments)


def _route_selected(*, scope: object, path: str | None, mount: bool = False) -> None:
    return None
