"""Fakes for the SDK: a service with prepared responses, a user pool, and a clock that never sleeps."""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from souk_sdk import AsyncSouk, Souk, UserPool
from souk_sdk.paging import AsyncPages
from souk_sdk.retries import Clock

BASE_URLS = {
    "orders.v1": "https://orders.example/v1",
    "orders.v2": "https://orders.example/v2",
    "users.v1": "https://users.example/v1",
    "notifications.v1": "https://notifications.example/v1",
}
POOL = UserPool("eu-central-1_Pool", "the-client")
ORDER = {
    "id": "01KAQ4N9T4W6M2J8ZC5R7XVBEH",
    "status": "placed",
    "lines": [],
    "total": {"amount": "49.90", "currency": "EUR"},
    "placed_at": "2026-11-25T12:00:00Z",
}


class FastClock(Clock):
    """Time that passes when somebody waits, and at no other moment."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    async def pause(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


def problem(status: int, kind: str, headers: dict[str, str] | None = None, **extra: Any) -> httpx.Response:
    """A refusal as the services write it."""
    body = {"type": f"urn:souk:problem:{kind}", "title": "A title.", "status": status, **extra}
    return httpx.Response(
        status,
        json=body,
        headers={"Content-Type": "application/problem+json", "X-Trace-Id": "1-abc", **(headers or {})},
    )


def busy(status: int = 503, **headers: str) -> httpx.Response:
    """A service that has a bad moment."""
    return problem(status, "unavailable", {name.replace("_", "-"): value for name, value in headers.items()})


Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class Service:
    """Gives its answers one after the other, the last one for ever; remembers what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            # A copy: an answer may be given more than once.
            return httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)
        return answer(request)


@dataclass
class Pool:
    """A user pool that accepts every correct sign-in flow, in front of an API that takes its tokens.

    Whether the proof of the password is right is the local cloud's to judge, in tests/e2e.
    """

    seconds: float = 3600
    refuses: str = ""
    challenge: str = "PASSWORD_VERIFIER"
    spent: bool = False
    """Refresh tokens are refused."""
    valid: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        with self.lock:
            if request.url.host == "cognito-idp.eu-central-1.amazonaws.com":
                self.bodies.append(request.read().decode())
                return self._cognito(request.headers["X-Amz-Target"].rpartition(".")[2], json.loads(request.content))
            self.log.append("api")
            self.shown.append(request.headers.get("Authorization", ""))
            if self.shown[-1].removeprefix("Bearer ") in self.valid:
                return httpx.Response(200, json=ORDER)
            return problem(401, "unauthenticated")

    def _cognito(self, action: str, body: dict[str, Any]) -> httpx.Response:
        assert body["ClientId"] == POOL.client_id
        self.log.append(body.get("AuthFlow", action))
        if self.refuses:
            return httpx.Response(400, json={"__type": self.refuses, "message": "Incorrect username or password."})
        if body.get("AuthFlow") == "USER_SRP_AUTH":
            asked = {"USER_ID_FOR_SRP": "ada", "USERNAME": "ada", "SALT": "ab" * 16, "SRP_B": "cd" * 300}
            challenge = {**asked, "SECRET_BLOCK": "c2VjcmV0"}
            return httpx.Response(
                200, json={"ChallengeName": self.challenge, "ChallengeParameters": challenge, "Session": "the-session"}
            )
        if body.get("AuthFlow") == "REFRESH_TOKEN_AUTH":
            if self.spent:
                return httpx.Response(400, json={"__type": "NotAuthorizedException", "message": "It has expired."})
            assert body["AuthParameters"]["REFRESH_TOKEN"] == "secret-refresh-token"
            return self._tokens({})
        assert body["ChallengeResponses"]["PASSWORD_CLAIM_SIGNATURE"]
        assert body["Session"] == "the-session"
        return self._tokens({"RefreshToken": "secret-refresh-token"})

    def _tokens(self, more: dict[str, str]) -> httpx.Response:
        self.valid = {f"secret-access-token-{len(self.log)}"}
        tokens = {"AccessToken": next(iter(self.valid)), "ExpiresIn": self.seconds, **more}
        return httpx.Response(200, json={"AuthenticationResult": tokens})


Ask = Callable[..., Any]


def ask_and_wait(handler: Callable[[httpx.Request], httpx.Response], do: Callable[[Any], Any], **options: Any) -> Any:
    """The result of `do` with the synchronous client."""
    with httpx.Client(transport=httpx.MockTransport(handler)) as http:
        result = do(Souk(BASE_URLS, http=http, **{"clock": FastClock(), **options}))
        return result if isinstance(result, tuple) or not isinstance(result, Iterable) else list(result)


def ask_and_go_on(handler: Callable[[httpx.Request], httpx.Response], do: Callable[[Any], Any], **options: Any) -> Any:
    """The result of `do` with the asynchronous client."""

    async def main() -> Any:
        async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as http:
            result = do(AsyncSouk(BASE_URLS, http=http, **{"clock": FastClock(), **options}))
            if isinstance(result, AsyncPages):
                return [item async for item in result]
            if inspect.isasyncgen(result):
                return [page async for page in result]
            return await result if inspect.isawaitable(result) else result

    return asyncio.run(main())
