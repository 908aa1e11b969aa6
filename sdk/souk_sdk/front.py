"""The client of a whole environment: `Souk` for programs that wait, `AsyncSouk` for those that go on meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import httpx

from . import __version__
from .apis import Apis, AsyncApis
from .calls import AsyncCaller, Caller, Settings
from .environment import Environment
from .errors import NotConfigured
from .network import open_http
from .retries import Clock, Retries
from .signin import SignIn

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
"""API Gateway gives up after 29 seconds; more patience than that helps nobody."""


class Options(TypedDict, total=False):
    """What can be said to either client; everything has a default."""

    retries: Retries
    """How much patience there is with a service that has a bad moment."""
    timeout: httpx.Timeout
    """How long each part of one attempt may take."""
    trace: Callable[[], str | None]
    """The `X-Amzn-Trace-Id` to pass on with each call; by default the one of the Lambda function this runs in."""
    on_answer: Callable[[httpx.Response], None]
    """Hears every answer, refusals too: for logs and figures. It must not change it."""
    clock: Clock
    """Another time than the real one, for tests."""


class _Front:
    """What both clients know."""

    def __init__(self, base_urls: Mapping[str, str], auth: httpx.Auth | None, options: Options) -> None:
        self._base_urls = dict(base_urls)
        self._settings = Settings(
            auth=auth,
            retries=options.get("retries", Retries()),
            clock=options.get("clock", Clock()),
            trace=options.get("trace", trace_of_lambda),
            on_answer=options.get("on_answer"),
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(sorted(self._base_urls))})"

    def _base_url(self, contract: str) -> str:
        if contract not in self._base_urls:
            there = ", ".join(sorted(self._base_urls)) or "none"
            raise NotConfigured(f"no address of {contract}; there are: {there}")
        return self._base_urls[contract]

    def _addresses(self) -> list[str]:
        """All that is asked: the APIs, and where somebody signs in."""
        auth = self._settings.auth
        pool = auth.pool if isinstance(auth, SignIn) else None
        return [*self._base_urls.values(), *([pool.url] if pool else [])]

    def _http_settings(self, options: Options) -> dict[str, Any]:
        return {
            "timeout": options.get("timeout", TIMEOUT),
            "headers": {"User-Agent": f"souk-sdk/{__version__}"},
        }


class Souk(_Front, Apis):
    """A client for programs that wait; many threads may share it."""

    def __init__(
        self,
        base_urls: Mapping[str, str],
        auth: httpx.Auth | None = None,
        http: httpx.Client | None = None,
        **options: Unpack[Options],
    ) -> None:
        """`base_urls` by contract (`{"orders.v2": ...}`); `http` if it has to be one of your own, which you close."""
        super().__init__(base_urls, auth, options)
        self._own = http is None
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
        """The client of a named environment: `SOUK_ENV` or `dev`, if none is named. Raises NotConfigured."""
        there = Environment.find(name)
        return cls(there.apis, auth.at(there.pool) if isinstance(auth, SignIn) else auth, http, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if self._own:
            self._http.close()

    def _caller(self, contract: str) -> Caller:
        return Caller(contract, self._base_url(contract), self._settings, self._http)


class AsyncSouk(_Front, AsyncApis):
    """A client for programs that go on meanwhile; many tasks may share it."""

    def __init__(
        self,
        base_urls: Mapping[str, str],
        auth: httpx.Auth | None = None,
        http: httpx.AsyncClient | None = None,
        **options: Unpack[Options],
    ) -> None:
        """`base_urls` by contract (`{"orders.v2": ...}`); `http` if it has to be one of your own, which you close."""
        super().__init__(base_urls, auth, options)
        self._own = http is None
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
        """The client of a named environment: `SOUK_ENV` or `dev`, if none is named. Raises NotConfigured."""
        there = Environment.find(name)
        return cls(there.apis, auth.at(there.pool) if isinstance(auth, SignIn) else auth, http, **options)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._own:
            await self._http.aclose()

    def _caller(self, contract: str) -> AsyncCaller:
        return AsyncCaller(contract, self._base_url(contract), self._settings, self._http)


def trace_of_lambda() -> str | None:
    """The trace of the invocation that this runs in, if it is one."""
    return os.environ.get("_X_AMZN_TRACE_ID")
