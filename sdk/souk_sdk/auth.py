"""Access tokens: one that the caller manages, or a sign-in that gets and renews its own."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import httpx

from .cognito import Tokens, renew, sign_in
from .environment import UserPool
from .errors import NotConfigured, SignInFailed
from .retries import Clock

if TYPE_CHECKING:
    import anyio

MARGIN = 60.0
"""Seconds before its expiry at which a token is renewed, so that it doesn't expire on its way."""


class AccessToken(httpx.Auth):
    """An access token.

    Args:
        token: The token, or a function that returns the current one and is called for each request.
    """

    def __init__(self, token: str | Callable[[], str]) -> None:
        self._token: Callable[[], str] = (lambda: token) if isinstance(token, str) else token

    def __repr__(self) -> str:
        return "AccessToken(...)"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token to the request; called by httpx."""
        request.headers["Authorization"] = f"Bearer {self._token()}"
        yield request


@dataclass
class _Session:
    """The tokens in use."""

    tokens: Tokens
    renew_at: float
    rejected: bool = False


class SignIn(httpx.Auth):
    """A person's sign-in; the password is never sent (SRP), and no `repr` shows it. Threads and tasks may share it.

    Args:
        username: The name or e-mail address in the user pool.
        password: The password.
        pool: The user pool; `from_env` fills it in.
        clock: Time, for tests.
    """

    def __init__(self, username: str, password: str, pool: UserPool | None = None, clock: Clock | None = None) -> None:
        self._username, self._password, self.pool = username, password, pool
        self._clock = clock or Clock()
        self._session: _Session | None = None
        self._lock = threading.Lock()
        self._async_lock: anyio.Lock | None = None

    def __repr__(self) -> str:
        return f"SignIn({self._username!r})"

    def at(self, pool: UserPool) -> Self:
        """The same sign-in at a user pool, unless it has one.

        Args:
            pool: The user pool.
        """
        return self if self.pool else type(self)(self._username, self._password, pool, self._clock)

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign in if needed and add the token; once more with a new one if it is rejected. Called by httpx."""
        for _ in range(2):
            if self._valid() is None:
                with self._lock:
                    conversation = self._renewal()
                    step = _advance(conversation, None)
                    while step is not None:
                        response = yield step
                        response.read()
                        step = _advance(conversation, response)
            session = self._authorize(request)
            if (yield request).status_code != httpx.codes.UNAUTHORIZED:
                return
            session.rejected = True

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """The asynchronous flow; its arithmetic runs in a thread. Called by httpx."""
        import anyio

        self._async_lock = self._async_lock or anyio.Lock()
        for _ in range(2):
            if self._valid() is None:
                async with self._async_lock:
                    conversation = self._renewal()
                    step = await anyio.to_thread.run_sync(_advance, conversation, None)
                    while step is not None:
                        response = yield step
                        await response.aread()
                        step = await anyio.to_thread.run_sync(_advance, conversation, response)
            session = self._authorize(request)
            if (yield request).status_code != httpx.codes.UNAUTHORIZED:
                return
            session.rejected = True

    def _valid(self) -> _Session | None:
        session = self._session
        return session if session and not session.rejected and self._clock.now() < session.renew_at else None

    def _authorize(self, request: httpx.Request) -> _Session:
        session = self._session
        assert session is not None  # noqa: S101 (a renewal leaves a session, or has raised)
        request.headers["Authorization"] = f"Bearer {session.tokens.access}"
        return session

    def _renewal(self) -> Generator[httpx.Request, httpx.Response, None]:
        """The requests that lead to valid tokens; none if another thread or task was faster."""
        if self._valid() is not None:
            return
        if self.pool is None:
            raise NotConfigured("SignIn needs the user pool: SignIn(..., pool=UserPool(id, client_id)), or from_env()")
        tokens: Tokens | None = None
        if self._session is not None:
            try:
                tokens = yield from renew(self.pool, self._session.tokens.refresh)
            except SignInFailed:
                tokens = None  # the refresh token has expired, too
        tokens = tokens or (yield from sign_in(self.pool, self._username, self._password))
        self._session = _Session(tokens, self._clock.now() + tokens.seconds - min(MARGIN, tokens.seconds / 2))


def _advance(
    conversation: Generator[httpx.Request, httpx.Response, None], response: httpx.Response | None
) -> httpx.Request | None:
    """The next request of the conversation; None at its end."""
    try:
        return next(conversation) if response is None else conversation.send(response)
    except StopIteration:
        return None
