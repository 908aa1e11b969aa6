"""One request: sent, retried where that is safe, and its response parsed or raised. Each generated method ends here."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from . import responses
from .errors import TooManyRequests, Unavailable, Unreachable, WaitTimeout
from .retries import Clock, Retries, is_transient
from .waiting import pauses

T = TypeVar("T")
Body = TypeVar("Body")
TRACE = "X-Amzn-Trace-Id"
TRANSIENT_ERRORS = (TooManyRequests, Unavailable, Unreachable)
TRANSIENT_FAILURES = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError)


@dataclass(frozen=True)
class Settings:
    """The settings that all requests of one client share."""

    auth: httpx.Auth | None
    retries: Retries
    clock: Clock
    trace: Callable[[], str | None]
    on_answer: Callable[[httpx.Response], None] | None


class _BaseTransport:
    """The base of both transports. `args` are those of httpx's `build_request`, with a relative `url`."""

    def __init__(self, contract: str, base_url: str, settings: Settings) -> None:
        self.contract = contract
        self._base_url = base_url.rstrip("/")
        self._settings = settings

    def body(self, model: Callable[..., Body], body: Body | None, fields: Mapping[str, Any]) -> Body:
        """The body of the request: the one that was given, or one of these fields."""
        if body is not None and fields:
            raise TypeError(f"either `body` or {', '.join(fields)}, not both")
        return model(**fields) if body is None else body

    def idempotency_key(self, key: str | None) -> str:
        """The caller's key, or a fresh one. All attempts share it."""
        return str(uuid.uuid4()) if key is None else key

    def _build(self, http: httpx.Client | httpx.AsyncClient, args: Mapping[str, Any]) -> httpx.Request:
        trace = self._settings.trace()
        headers = {**args.get("headers", {}), TRACE: trace} if trace else args.get("headers")
        return http.build_request(
            args["method"],
            self._base_url + args["url"],
            params=args.get("params"),
            json=args.get("json"),
            headers=headers,
        )

    def _auth(self, signed: bool) -> httpx.Auth | None:
        return self._settings.auth if signed else None

    def _pause(self, attempt: int, spent: float, outcome: httpx.Response | httpx.RequestError) -> float | None:
        """Seconds until the next attempt; None when this outcome is final."""
        retries = self._settings.retries
        if isinstance(outcome, httpx.Response):
            transient = is_transient(outcome.status_code, outcome.headers)
            return retries.again(attempt, spent, outcome.headers) if transient else None
        return retries.again(attempt, spent, {}) if isinstance(outcome, TRANSIENT_FAILURES) else None

    def _finish(self, outcome: httpx.Response | httpx.RequestError) -> httpx.Response:
        """The response of a success. Raises SoukError for any other outcome."""
        if not isinstance(outcome, httpx.Response):
            raise responses.unreachable(self.contract, outcome) from outcome
        outcome.history = []  # a sign-in on the way would be seen there, tokens and all
        if self._settings.on_answer is not None:
            self._settings.on_answer(outcome)
        if not outcome.is_success:
            raise responses.to_error(self.contract, outcome)
        return outcome

    def _timed_out(self, last: object, timeout: float) -> WaitTimeout:
        return WaitTimeout(f"after {timeout:g} seconds it is still {getattr(last, 'status', last)}", last)


class Transport(_BaseTransport):
    """Synchronous transport."""

    def __init__(self, contract: str, base_url: str, settings: Settings, http: httpx.Client) -> None:
        super().__init__(contract, base_url, settings)
        self._http = http

    def request(self, args: Mapping[str, Any], parser: Callable[[Any], T], *, signed: bool, repeat: bool) -> T:
        """The parsed result of an operation."""
        return responses.parse(self.contract, self._send(args, signed, repeat), parser)

    def request_no_content(self, args: Mapping[str, Any], *, signed: bool, repeat: bool) -> None:
        """Call an operation that has no result."""
        self._send(args, signed, repeat)

    def poll(self, fetch: Callable[[], T], done: Callable[[T], bool], timeout: float) -> T:
        """The first result that is `done`. Raises WaitTimeout. Ignores transient errors after the first poll."""
        clock, last, failure = self._settings.clock, fetch(), None
        for pause in pauses(timeout, clock.now):
            if done(last):
                return last
            clock.sleep(pause)
            try:
                last, failure = fetch(), None
            except TRANSIENT_ERRORS as error:
                failure = error
        if done(last):
            return last
        raise self._timed_out(last, timeout) from failure

    def _send(self, args: Mapping[str, Any], signed: bool, repeat: bool) -> httpx.Response:
        request, auth, clock = self._build(self._http, args), self._auth(signed), self._settings.clock
        attempt, began = 1, (now := clock.now())
        while True:
            limit_timeout(request, self._settings.retries.deadline - (now - began))
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


class AsyncTransport(_BaseTransport):
    """Asynchronous transport."""

    def __init__(self, contract: str, base_url: str, settings: Settings, http: httpx.AsyncClient) -> None:
        super().__init__(contract, base_url, settings)
        self._http = http

    async def request(self, args: Mapping[str, Any], parser: Callable[[Any], T], *, signed: bool, repeat: bool) -> T:
        """The parsed result of an operation."""
        return responses.parse(self.contract, await self._send(args, signed, repeat), parser)

    async def request_no_content(self, args: Mapping[str, Any], *, signed: bool, repeat: bool) -> None:
        """Call an operation that has no result."""
        await self._send(args, signed, repeat)

    async def poll(self, fetch: Callable[[], Awaitable[T]], done: Callable[[T], bool], timeout: float) -> T:
        """The first result that is `done`. Raises WaitTimeout. Ignores transient errors after the first poll."""
        clock, last, failure = self._settings.clock, await fetch(), None
        for pause in pauses(timeout, clock.now):
            if done(last):
                return last
            await clock.pause(pause)
            try:
                last, failure = await fetch(), None
            except TRANSIENT_ERRORS as error:
                failure = error
        if done(last):
            return last
        raise self._timed_out(last, timeout) from failure

    async def _send(self, args: Mapping[str, Any], signed: bool, repeat: bool) -> httpx.Response:
        request, auth, clock = self._build(self._http, args), self._auth(signed), self._settings.clock
        attempt, began = 1, (now := clock.now())
        while True:
            limit_timeout(request, self._settings.retries.deadline - (now - began))
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


def limit_timeout(request: httpx.Request, seconds_left: float) -> None:
    """Bound each part of this attempt by the time left of the whole."""
    timeouts = request.extensions["timeout"]
    request.extensions["timeout"] = {
        part: seconds_left if seconds is None or seconds > seconds_left else seconds
        for part, seconds in timeouts.items()
    }
