"""One call: sent, sent again where that is safe, and its answer read or raised. Each generated method ends here."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from . import answers
from .errors import StillWaiting, TooManyRequests, Unavailable, Unreachable
from .retries import Clock, Retries, passes
from .waiting import pauses

T = TypeVar("T")
Body = TypeVar("Body")
TRACE = "X-Amzn-Trace-Id"
BAD_MOMENTS = (TooManyRequests, Unavailable, Unreachable)
PASSING_ERRORS = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError)


@dataclass(frozen=True)
class Settings:
    """What all calls of one client have in common."""

    auth: httpx.Auth | None
    retries: Retries
    clock: Clock
    trace: Callable[[], str | None]
    on_answer: Callable[[httpx.Response], None] | None


class _Calls:
    """What calls have in common, whether somebody waits for them or not."""

    def __init__(self, contract: str, base_url: str, settings: Settings) -> None:
        self.contract = contract
        self._base_url = base_url.rstrip("/")
        self._settings = settings

    def body(self, model: Callable[..., Body], whole: Body | None, fields: Mapping[str, Any]) -> Body:
        """What is sent: the model that was given, or one of these fields."""
        if whole is not None and fields:
            raise TypeError(f"either `body` or {', '.join(fields)}, not both")
        return model(**fields) if whole is None else whole

    def key(self, given: str | None) -> str:
        """The Idempotency-Key: the caller's own, or a fresh one. All attempts share it."""
        return str(uuid.uuid4()) if given is None else given

    def _request(self, http: httpx.Client | httpx.AsyncClient, sent: Mapping[str, Any]) -> httpx.Request:
        trace = self._settings.trace()
        headers = {**sent.get("headers", {}), TRACE: trace} if trace else sent.get("headers")
        return http.build_request(
            sent["method"],
            self._base_url + sent["url"],
            params=sent.get("params"),
            json=sent.get("json"),
            headers=headers,
        )

    def _signer(self, signed: bool) -> httpx.Auth | None:
        return self._settings.auth if signed else None

    def _pause(self, attempt: int, spent: float, outcome: httpx.Response | httpx.RequestError) -> float | None:
        """Seconds until the next attempt; None when this outcome is the last."""
        if isinstance(outcome, httpx.Response):
            fit = passes(outcome.status_code, outcome.headers)
            return self._settings.retries.again(attempt, spent, outcome.headers) if fit else None
        return self._settings.retries.again(attempt, spent, {}) if isinstance(outcome, PASSING_ERRORS) else None

    def _finish(self, outcome: httpx.Response | httpx.RequestError) -> httpx.Response:
        """The answer of a success; raises everything else."""
        if not isinstance(outcome, httpx.Response):
            raise answers.unreachable(self.contract, outcome) from outcome
        outcome.history = []  # a sign-in on the way would be seen there, tokens and all
        if self._settings.on_answer is not None:
            self._settings.on_answer(outcome)
        if not outcome.is_success:
            raise answers.refusal(self.contract, outcome)
        return outcome

    def _still_waiting(self, seen: object, timeout: float) -> StillWaiting:
        return StillWaiting(f"after {timeout:g} seconds it is still {getattr(seen, 'status', seen)}", seen)


class Caller(_Calls):
    """For programs that wait."""

    def __init__(self, contract: str, base_url: str, settings: Settings, http: httpx.Client) -> None:
        super().__init__(contract, base_url, settings)
        self._http = http

    def call(self, sent: Mapping[str, Any], read: Callable[[Any], T], *, signed: bool, repeat: bool) -> T:
        """The result of an operation."""
        return answers.result(self.contract, self._send(sent, signed, repeat), read)

    def tell(self, sent: Mapping[str, Any], *, signed: bool, repeat: bool) -> None:
        """An operation that has no result."""
        self._send(sent, signed, repeat)

    def wait(self, look: Callable[[], T], done: Callable[[T], bool], timeout: float) -> T:
        """What was seen when it was `done`. Raises StillWaiting. Outlasts a bad moment, once something was seen."""
        clock, seen, trouble = self._settings.clock, look(), None
        for pause in pauses(timeout, clock.now):
            if done(seen):
                return seen
            clock.sleep(pause)
            try:
                seen, trouble = look(), None
            except BAD_MOMENTS as error:
                trouble = error
        if done(seen):
            return seen
        raise self._still_waiting(seen, timeout) from trouble

    def _send(self, sent: Mapping[str, Any], signed: bool, repeat: bool) -> httpx.Response:
        request, auth, clock = self._request(self._http, sent), self._signer(signed), self._settings.clock
        attempt, began, now = 1, (now := clock.now()), now
        while True:
            bound(request, self._settings.retries.deadline - (now - began))
            outcome: httpx.Response | httpx.RequestError
            try:
                outcome = self._http.send(request, auth=auth)
            except httpx.RequestError as error:
                outcome = error
            pause = self._pause(attempt, clock.now() - began, outcome) if repeat else None
            if pause is None:
                return self._finish(outcome)
            clock.sleep(pause)
            attempt, now = attempt + 1, clock.now()


class AsyncCaller(_Calls):
    """For programs that go on meanwhile."""

    def __init__(self, contract: str, base_url: str, settings: Settings, http: httpx.AsyncClient) -> None:
        super().__init__(contract, base_url, settings)
        self._http = http

    async def call(self, sent: Mapping[str, Any], read: Callable[[Any], T], *, signed: bool, repeat: bool) -> T:
        """The result of an operation."""
        return answers.result(self.contract, await self._send(sent, signed, repeat), read)

    async def tell(self, sent: Mapping[str, Any], *, signed: bool, repeat: bool) -> None:
        """An operation that has no result."""
        await self._send(sent, signed, repeat)

    async def wait(self, look: Callable[[], Awaitable[T]], done: Callable[[T], bool], timeout: float) -> T:
        """What was seen when it was `done`. Raises StillWaiting. Outlasts a bad moment, once something was seen."""
        clock, seen, trouble = self._settings.clock, await look(), None
        for pause in pauses(timeout, clock.now):
            if done(seen):
                return seen
            await clock.pause(pause)
            try:
                seen, trouble = await look(), None
            except BAD_MOMENTS as error:
                trouble = error
        if done(seen):
            return seen
        raise self._still_waiting(seen, timeout) from trouble

    async def _send(self, sent: Mapping[str, Any], signed: bool, repeat: bool) -> httpx.Response:
        request, auth, clock = self._request(self._http, sent), self._signer(signed), self._settings.clock
        attempt, began, now = 1, (now := clock.now()), now
        while True:
            bound(request, self._settings.retries.deadline - (now - began))
            outcome: httpx.Response | httpx.RequestError
            try:
                outcome = await self._http.send(request, auth=auth)
            except httpx.RequestError as error:
                outcome = error
            pause = self._pause(attempt, clock.now() - began, outcome) if repeat else None
            if pause is None:
                return self._finish(outcome)
            await clock.pause(pause)
            attempt, now = attempt + 1, clock.now()


def bound(request: httpx.Request, left: float) -> None:
    """No part of this attempt may take longer than what is left of the whole."""
    timeouts = request.extensions["timeout"]
    request.extensions["timeout"] = {
        part: left if seconds is None or seconds > left else seconds for part, seconds in timeouts.items()
    }
