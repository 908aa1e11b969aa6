"""FastAPI's telemetry around a request, which is never enabled: see `_api.py`."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class ExceptionTelemetryMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


class NativeTelemetry:
    def __init__(self, config: object) -> None:
        """There is nothing to configure."""

    def enabled(self) -> bool:
        return False


def _legacy_otel(stack: object) -> bool:
    return False
