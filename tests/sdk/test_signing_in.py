"""Signing in happens once, by itself, and leaves no secret lying about."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from souk_sdk import AccessToken, AsyncSouk, NotConfigured, SignIn, SignInFailed, Souk, problems
from souk_sdk.orders_v2 import AuthenticatedClient
from tests.sdk.fakes import BASE_URLS, ORDER, POOL, Ask, FastClock, Pool, Service

BY_SRP = ["USER_SRP_AUTH", "RespondToAuthChallenge"]
PASSWORD = "secret-password"


def ada(clock: FastClock) -> SignIn:
    return SignIn("ada@example.org", PASSWORD, POOL, clock)


def get(souk: Any) -> Any:
    return souk.orders.get_order("1")


def test_the_first_call_signs_in_and_the_others_use_its_token(ask: Ask, clock: FastClock) -> None:
    pool, auth = Pool(), ada(clock)

    for _ in range(3):
        assert ask(pool, get, auth=auth).id == ORDER["id"]

    assert pool.log == [*BY_SRP, "api", "api", "api"]
    assert all(PASSWORD not in body for body in pool.bodies)


def test_who_only_looks_at_what_is_public_is_not_signed_in(ask: Ask, clock: FastClock) -> None:
    empty = httpx.Response(200, json={"items": [], "links": {"self": "?", "next": None}})
    service = Service(empty)

    ask(service, lambda souk: souk.orders.list_products(), auth=ada(clock))

    assert ["Authorization" in request.headers for request in service.asked] == [False]


@pytest.mark.parametrize(("seconds", "later"), [(3600, 3541), (10, 6)])
def test_a_token_is_renewed_before_it_ends(ask: Ask, clock: FastClock, seconds: float, later: float) -> None:
    pool, auth = Pool(seconds=seconds), ada(clock)
    ask(pool, get, auth=auth)

    clock.time += later
    ask(pool, get, auth=auth)

    assert pool.log == [*BY_SRP, "api", "REFRESH_TOKEN_AUTH", "api"]
    assert len(set(pool.shown)) == 2


def test_a_token_that_is_refused_is_renewed_once(ask: Ask, clock: FastClock) -> None:
    pool, auth = Pool(), ada(clock)
    ask(pool, get, auth=auth)

    pool.valid.clear()
    order = ask(pool, get, auth=auth)

    assert order.id == ORDER["id"]
    assert pool.log == [*BY_SRP, "api", "api", "REFRESH_TOKEN_AUTH", "api"]


def test_who_is_refused_with_a_fresh_token_too_hears_of_it(ask: Ask, clock: FastClock) -> None:
    pool = Pool()

    def never_pleased(request: httpx.Request) -> httpx.Response:
        answer = pool(request)
        pool.valid.clear()
        return answer

    with pytest.raises(problems.Unauthenticated):
        ask(never_pleased, get, auth=ada(clock))

    assert pool.log == [*BY_SRP, "api", "REFRESH_TOKEN_AUTH", "api"]


def test_when_no_renewal_is_granted_any_more_it_signs_in_again(ask: Ask, clock: FastClock) -> None:
    pool, auth = Pool(), ada(clock)
    ask(pool, get, auth=auth)

    pool.spent, clock.time = True, clock.time + 4000
    ask(pool, get, auth=auth)

    assert pool.log == [*BY_SRP, "api", "REFRESH_TOKEN_AUTH", *BY_SRP, "api"]


def test_many_threads_sign_in_once(clock: FastClock) -> None:
    pool = Pool()
    with httpx.Client(transport=httpx.MockTransport(pool)) as http, ThreadPoolExecutor(8) as threads:
        souk = Souk(BASE_URLS, ada(clock), http, clock=clock)

        orders = list(threads.map(lambda _: get(souk).id, range(40)))

    assert orders == [ORDER["id"]] * 40
    assert [step for step in pool.log if step != "api"] == BY_SRP


def test_many_tasks_sign_in_once(clock: FastClock) -> None:
    pool = Pool()

    async def main() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(pool)) as http:
            souk = AsyncSouk(BASE_URLS, ada(clock), http, clock=clock)
            return [order.id for order in await asyncio.gather(*(souk.orders.get_order("1") for _ in range(40)))]

    assert asyncio.run(main()) == [ORDER["id"]] * 40
    assert [step for step in pool.log if step != "api"] == BY_SRP


@pytest.mark.parametrize(
    ("pool", "why"),
    [
        (Pool(refuses="NotAuthorizedException"), "NotAuthorizedException: Incorrect username or password"),
        (Pool(refuses="com.amazon#TooManyRequestsException"), "refuses: TooManyRequestsException"),
        (Pool(challenge="SOFTWARE_TOKEN_MFA"), "asks for SOFTWARE_TOKEN_MFA"),
    ],
    ids=["wrong password", "throttled", "second factor"],
)
def test_why_nobody_can_sign_in_is_said(ask: Ask, clock: FastClock, pool: Pool, why: str) -> None:
    with pytest.raises(SignInFailed, match=why):
        ask(pool, get, auth=ada(clock))

    assert "api" not in pool.log


def test_a_pool_that_talks_nonsense_is_a_failed_sign_in(ask: Ask, clock: FastClock) -> None:
    with pytest.raises(SignInFailed, match="status 502"):
        ask(Service(httpx.Response(502, text="<html>")), get, auth=ada(clock))


def test_without_a_pool_nobody_can_sign_in(ask: Ask) -> None:
    with pytest.raises(NotConfigured, match="user pool"):
        ask(Pool(), get, auth=SignIn("ada", PASSWORD))


@pytest.mark.parametrize("token", ["the-token", lambda: "the-token"], ids=["text", "function"])
def test_a_token_of_ones_own_is_shown_as_it_is(ask: Ask, token: Any) -> None:
    service = Service(httpx.Response(200, json=ORDER))

    ask(service, get, auth=AccessToken(token))

    assert service.asked[0].headers["Authorization"] == "Bearer the-token"


def test_a_generated_client_shows_no_secret() -> None:
    client = AuthenticatedClient("https://orders.example", token="secret", headers={"X-Key": "secret"})

    client.get_httpx_client().close()

    assert client.get_httpx_client().headers["Authorization"] == "Bearer secret"
    assert "secret" not in repr(client)


def test_no_secret_is_ever_shown(ask: Ask, clock: FastClock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    pool, auth, heard = Pool(), ada(clock), []

    ask(pool, get, auth=auth, on_answer=lambda answer: heard.append((answer, answer.history, answer.text)))
    pool.valid.clear()
    with pytest.raises(SignInFailed) as raised:
        pool.refuses = "NotAuthorizedException"
        ask(pool, get, auth=auth)

    souk = Souk(BASE_URLS, auth)
    shown = [
        repr(each) for each in (auth, auth._session, souk, souk.orders, AccessToken(PASSWORD), heard, raised.value)
    ]
    assert [text for text in [*shown, caplog.text] if "secret" in text] == []
