"""The parts that the synchronous and the asynchronous client share: addresses, options, settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

import httpx

from . import __version__
from .auth import SignIn
from .errors import NotConfigured
from .retries import Clock, Retries
from .transport import Settings

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
"""API Gateway gives up after 29 seconds; a longer timeout helps nobody."""


class Options(TypedDict, total=False):
    """Options of either client; everything has a default."""

    retries: Retries
    """Retry policy for transient failures."""
    timeout: httpx.Timeout
    """Limits of each part of one attempt, in seconds: 5 to connect, 30 for the rest. Ignored beside `http`."""
    trace: Callable[[], str | None]
    """Returns the `X-Amzn-Trace-Id` to send; by default that of the Lambda invocation, if it runs in one."""
    on_answer: Callable[[httpx.Response], None]
    """Receives every response, refusals included: for logs and metrics. It must not change it."""
    clock: Clock
    """Time, for tests."""


class BaseClient:
    """The base of both clients: addresses and settings."""

    def __init__(self, base_urls: Mapping[str, str], auth: httpx.Auth | None, options: Options) -> None:
        self._base_urls = dict(base_urls)
        self._settings = Settings(
            auth=auth,
            retries=options.get("retries", Retries()),
            clock=options.get("clock", Clock()),
            trace=options.get("trace", lambda_trace),
            on_answer=options.get("on_answer"),
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(sorted(self._base_urls))})"

    def _base_url(self, contract: str) -> str:
        if contract not in self._base_urls:
            contracts = ", ".join(sorted(self._base_urls)) or "none"
            raise NotConfigured(f"no address of {contract}; there are: {contracts}")
        return self._base_urls[contract]

    def _addresses(self) -> list[str]:
        """All addresses that this client calls: the APIs, and the user pool of a sign-in."""
        auth = self._settings.auth
        pool = auth.pool if isinstance(auth, SignIn) else None
        return [*self._base_urls.values(), *([pool.url] if pool else [])]

    def _http_settings(self, options: Options) -> dict[str, Any]:
        return {"timeout": options.get("timeout", TIMEOUT), "headers": {"User-Agent": f"souk-sdk/{__version__}"}}


def lambda_trace() -> str | None:
    """The trace of the Lambda invocation, if this runs in one."""
    return os.environ.get("_X_AMZN_TRACE_ID")
