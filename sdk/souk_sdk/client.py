"""The client of a whole environment: `Souk` is synchronous, `AsyncSouk` asynchronous."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import httpx

from . import __version__
from .apis import Apis, AsyncApis
from .auth import SignIn
from .environment import Environment
from .errors import NotConfigured
from .network import open_http
from .retries import Clock, Retries
from .transport import AsyncTransport, Settings, Transport

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


class _BaseClient:
    """The base of both clients."""

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


class Souk(_BaseClient, Apis):
    """Synchronous client of all APIs; threads may share it.

    Args:
        base_urls: The address of each API by its contract: `{"orders.v2": "https://..."}`.
        auth: `SignIn`, `AccessToken` or `SigV4`; without one, only public operations can be called.
        http: An httpx client of your own, which you close; by default the SDK opens one.
        options: The fields of `Options`, each with a default: `retries`, `timeout`, `trace`, `on_answer`, `clock`.
    """

    def __init__(
        self,
        base_urls: Mapping[str, str],
        auth: httpx.Auth | None = None,
        http: httpx.Client | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(base_urls, auth, options)
        self._owns_http = http is None
        self._http = http or open_http(
            httpx.Client, httpx.HTTPTransport, self._addresses(), **self._http_settings(options)
        )

    @classmethod
    def from_env(
        cls,
        name: str | None = None,
        auth: httpx.Auth | None = None,
        http: httpx.Client | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """The client of a named environment.

        Args:
            name: Its name, `dev` or `dev@aws`; by default `$SOUK_ENV`, or `dev`.
            auth: As for the class; `SignIn` takes the environment's user pool unless it has one.
            http: As for the class.
            options: As for the class.

        Raises:
            NotConfigured: There is no such environment.
        """
        environment = Environment.find(name)
        return cls(environment.apis, auth.at(environment.pool) if isinstance(auth, SignIn) else auth, http, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless `http` is your own."""
        if self._owns_http:
            self._http.close()

    def _transport(self, contract: str) -> Transport:
        return Transport(contract, self._base_url(contract), self._settings, self._http)


class AsyncSouk(_BaseClient, AsyncApis):
    """Asynchronous client of all APIs; tasks may share it.

    Args:
        base_urls: The address of each API by its contract: `{"orders.v2": "https://..."}`.
        auth: `SignIn`, `AccessToken` or `SigV4`; without one, only public operations can be called.
        http: An httpx client of your own, which you close; by default the SDK opens one.
        options: The fields of `Options`, each with a default: `retries`, `timeout`, `trace`, `on_answer`, `clock`.
    """

    def __init__(
        self,
        base_urls: Mapping[str, str],
        auth: httpx.Auth | None = None,
        http: httpx.AsyncClient | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(base_urls, auth, options)
        self._owns_http = http is None
        self._http = http or open_http(
            httpx.AsyncClient, httpx.AsyncHTTPTransport, self._addresses(), **self._http_settings(options)
        )

    @classmethod
    def from_env(
        cls,
        name: str | None = None,
        auth: httpx.Auth | None = None,
        http: httpx.AsyncClient | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """The client of a named environment.

        Args:
            name: Its name, `dev` or `dev@aws`; by default `$SOUK_ENV`, or `dev`.
            auth: As for the class; `SignIn` takes the environment's user pool unless it has one.
            http: As for the class.
            options: As for the class.

        Raises:
            NotConfigured: There is no such environment.
        """
        environment = Environment.find(name)
        return cls(environment.apis, auth.at(environment.pool) if isinstance(auth, SignIn) else auth, http, **options)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections, unless `http` is your own."""
        if self._owns_http:
            await self._http.aclose()

    def _transport(self, contract: str) -> AsyncTransport:
        return AsyncTransport(contract, self._base_url(contract), self._settings, self._http)


def lambda_trace() -> str | None:
    """The trace of the Lambda invocation, if this runs in one."""
    return os.environ.get("_X_AMZN_TRACE_ID")
