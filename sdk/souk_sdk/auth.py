"""Calls with an access token that somebody else takes care of."""

from __future__ import annotations

from collections.abc import Callable, Generator

import httpx


class AccessToken(httpx.Auth):
    """An access token as it stands, or a function that knows the present one."""

    def __init__(self, token: str | Callable[[], str]) -> None:
        self._token: Callable[[], str] = (lambda: token) if isinstance(token, str) else token

    def __repr__(self) -> str:
        return "AccessToken(...)"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Show the token."""
        request.headers["Authorization"] = f"Bearer {self._token()}"
        yield request
