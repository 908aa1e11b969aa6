"""The client of a whole environment: `Souk` is synchronous, `AsyncSouk` asynchronous."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

import httpx

from .apis import Apis, AsyncApis
from .auth import SignIn
from .base_client import BaseClient, Options
from .environment import Environment
from .network import open_http
from .transport import AsyncTransport, Transport

if TYPE_CHECKING:
    from .content import Content
    from .updates import Updates


class Souk(BaseClient, Apis):
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
        self._environment: Environment | None = None
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
        souk = cls(environment.apis, auth.at(environment.pool) if isinstance(auth, SignIn) else auth, http, **options)
        souk._environment = environment
        return souk

    @cached_property
    def content(self) -> Content:
        """Content for members, and its files."""
        from .content import Content, address_of

        return Content(self._transport("content.v1"), self._http, self._settings, address_of(self._environment))

    @cached_property
    def updates(self) -> Updates:
        """The firmware of the gadgets, of a client that `from_env` made.

        Raises:
            NotConfigured: The extra `updates` is missing, or the environment has no updates.
        """
        from .updates import Updates

        return Updates.of(self._environment, self._http)

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


class AsyncSouk(BaseClient, AsyncApis):
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
