"""Signing in as a person: once, when the first call needs it, and renewed without anybody noticing."""

from __future__ import annotations

import threading
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import httpx

from .cognito import Conversation, Tokens, renew, sign_in
from .environment import UserPool
from .errors import NotConfigured, SignInFailed
from .retries import Clock

if TYPE_CHECKING:
    import anyio

MARGIN = 60.0
"""Seconds before its end at which a token is renewed, so that it doesn't expire on its way."""


@dataclass
class _Held:
    """The tokens in use."""

    tokens: Tokens
    until: float
    refused: bool = field(default=False)


class SignIn(httpx.Auth):
    """A person's name and password; the password itself is never sent (SRP), and neither is ever shown.

    Many threads or tasks may share it: whoever comes first signs in, the others wait for that.
    """

    def __init__(self, username: str, password: str, pool: UserPool | None = None, clock: Clock | None = None) -> None:
        self._username, self._password, self.pool = username, password, pool
        self._clock = clock or Clock()
        self._held: _Held | None = None
        self._lock = threading.Lock()
        self._async_lock: anyio.Lock | None = None

    def __repr__(self) -> str:
        return f"SignIn({self._username!r})"

    def at(self, pool: UserPool) -> Self:
        """The same person at this pool, unless one was named already."""
        return self if self.pool else type(self)(self._username, self._password, pool, self._clock)

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign in if need be, show the token, and once more with a new one if it is refused."""
        for _ in range(2):
            if self._fresh() is None:
                with self._lock:
                    conversation = self._renewal()
                    asked = _advance(conversation, None)
                    while asked is not None:
                        answer = yield asked
                        answer.read()
                        asked = _advance(conversation, answer)
            used = self._show(request)
            if (yield request).status_code != httpx.codes.UNAUTHORIZED:
                return
            used.refused = True

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """The same, for programs that go on meanwhile; what takes long is done in a thread."""
        import anyio

        self._async_lock = self._async_lock or anyio.Lock()
        for _ in range(2):
            if self._fresh() is None:
                async with self._async_lock:
                    conversation = self._renewal()
                    asked = await anyio.to_thread.run_sync(_advance, conversation, None)
                    while asked is not None:
                        answer = yield asked
                        await answer.aread()
                        asked = await anyio.to_thread.run_sync(_advance, conversation, answer)
            used = self._show(request)
            if (yield request).status_code != httpx.codes.UNAUTHORIZED:
                return
            used.refused = True

    def _fresh(self) -> _Held | None:
        held = self._held
        return held if held and not held.refused and self._clock.now() < held.until else None

    def _show(self, request: httpx.Request) -> _Held:
        held = self._held
        assert held is not None  # noqa: S101 (a renewal holds tokens, or has raised)
        request.headers["Authorization"] = f"Bearer {held.tokens.access}"
        return held

    def _renewal(self) -> Generator[httpx.Request, httpx.Response, None]:
        """What it takes to hold fresh tokens; nothing, if somebody else was faster."""
        if self._fresh() is not None:
            return
        if self.pool is None:
            raise NotConfigured("SignIn needs the user pool: SignIn(..., pool=UserPool(id, client_id)), or from_env()")
        tokens: Tokens | None = None
        if self._held is not None:
            try:
                tokens = yield from renew(self.pool, self._held.tokens.refresh)
            except SignInFailed:
                tokens = None  # the refresh token is spent, too
        conversation: Conversation = sign_in(self.pool, self._username, self._password)
        tokens = tokens or (yield from conversation)
        self._held = _Held(tokens, self._clock.now() + tokens.seconds - min(MARGIN, tokens.seconds / 2))


def _advance(
    conversation: Generator[httpx.Request, httpx.Response, None], answer: httpx.Response | None
) -> httpx.Request | None:
    """What is to be asked next; None when the conversation has come to its end."""
    try:
        return next(conversation) if answer is None else conversation.send(answer)
    except StopIteration:
        return None
