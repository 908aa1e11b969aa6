"""Retries: which requests are repeated, and when."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from souk_sdk import Retries, Unreachable, problems
from souk_sdk.orders_v2.models import Money, WantedLine
from souk_sdk.users_v1.models import PutProfile
from tests.sdk.fakes import ORDER, Answer, Ask, FastClock, Service, busy, problem

OK, PLACED = httpx.Response(200, json=ORDER), httpx.Response(201, json=ORDER)
LINES = [WantedLine(sku="LUMEN-BULB", quantity=1)]
TROUBLES: list[Answer] = [
    *(busy(status) for status in (429, 502, 503, 504)),
    *(kind("trouble") for kind in (httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError)),
    httpx.Response(502, text="<html>a proxy's page</html>"),
]
SINGLE = {
    "put": lambda souk: souk.orders.put_product("A-1", name="A", price=Money("1.00", "EUR"), stock=1),
    "post without key": lambda souk: souk.orders.cancel_order("1"),
    "post with an answer": lambda souk: souk.orders.ship_order("1"),
    "delete": lambda souk: souk.users.erase_me(),
    "put of a model": lambda souk: souk.users.put_profile(body=PutProfile(name="Ada")),
}


def get(souk: Any) -> Any:
    return souk.orders.get_order("1")


def place(souk: Any) -> Any:
    return souk.orders.place_order(lines=LINES)


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
def test_what_is_read_is_asked_for_again_after_a_bad_moment(ask: Ask, trouble: Answer) -> None:
    service = Service(trouble, trouble, OK)

    order = ask(service, get)

    assert order.id == ORDER["id"]
    assert len(service.asked) == 3


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
def test_what_is_created_is_sent_again_under_the_same_key(ask: Ask, trouble: Answer) -> None:
    service = Service(trouble, trouble, PLACED)

    order = ask(service, place)

    assert order.id == ORDER["id"]
    assert len({request.headers["Idempotency-Key"] for request in service.asked}) == 1
    assert [json.loads(request.content) for request in service.asked] == [
        {"lines": [{"sku": "LUMEN-BULB", "quantity": 1}]}
    ] * 3


def test_each_creation_has_a_key_of_its_own_unless_the_caller_brings_one(ask: Ask) -> None:
    service = Service(PLACED)

    for _ in range(2):
        ask(service, place)
    ask(service, lambda souk: souk.orders.place_order(lines=LINES, idempotency_key="my-own-key-of-today"))

    keys = [request.headers["Idempotency-Key"] for request in service.asked]
    assert len(set(keys)) == 3
    assert keys[2] == "my-own-key-of-today"


@pytest.mark.parametrize("operation", SINGLE)
@pytest.mark.parametrize(
    "trouble", [busy(429), busy(503), httpx.ConnectError("no"), httpx.ReadTimeout("slow")], ids=str
)
def test_nothing_else_is_ever_sent_again(ask: Ask, operation: str, trouble: Answer) -> None:
    service = Service(trouble)

    with pytest.raises((Unreachable, problems.Unavailable, problems.TooManyRequests)):
        ask(service, SINGLE[operation])

    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "answer", [problem(500, "unexpected"), problem(404, "not-found"), problem(409, "out-of-stock")], ids=str
)
def test_what_another_try_would_not_change_is_not_tried(ask: Ask, answer: httpx.Response) -> None:
    service = Service(answer)

    with pytest.raises(problems.Problem):
        ask(service, place)

    assert len(service.asked) == 1


def test_a_creation_that_is_still_being_worked_on_is_waited_for(ask: Ask, clock: FastClock) -> None:
    in_progress = problem(409, "still-in-progress", {"Retry-After": "1"})
    service = Service(httpx.ReadTimeout("slow"), in_progress, PLACED)

    order = ask(service, place, clock=clock)

    assert order.id == ORDER["id"]
    assert clock.waits[1] >= 1


def test_it_comes_back_when_it_was_told_to(ask: Ask, clock: FastClock) -> None:
    ask(Service(busy(Retry_After="7"), OK), get, clock=clock)

    assert 7 <= clock.waits[0] <= 8


def test_it_comes_back_at_the_hour_it_was_told(ask: Ask, clock: FastClock) -> None:
    began = datetime.now(UTC)
    hour = began.replace(microsecond=0) + timedelta(seconds=15)

    ask(Service(busy(Retry_After=format_datetime(hour, usegmt=True)), OK), get, clock=clock)

    least = (hour - datetime.now(UTC)).total_seconds()
    most = (hour - began).total_seconds() + Retries().wait
    assert least <= clock.waits[0] <= most


def test_a_service_that_asks_for_too_much_patience_is_not_asked_again(ask: Ask, clock: FastClock) -> None:
    service = Service(busy(Retry_After="21"), OK)

    with pytest.raises(problems.Unavailable) as refused:
        ask(service, get, clock=clock)

    assert (refused.value.retry_after, clock.waits, len(service.asked)) == (21, [], 1)


def test_a_time_that_can_not_be_read_is_no_time(ask: Ask, clock: FastClock) -> None:
    ask(Service(busy(Retry_After="soon"), OK), get, clock=clock)

    assert clock.waits[0] <= Retries().wait


def test_waits_grow_and_no_two_are_alike(ask: Ask, clock: FastClock) -> None:
    retries = Retries(attempts=6, wait=1)

    with pytest.raises(problems.Unavailable):
        ask(Service(busy()), get, clock=clock, retries=retries)

    assert len(set(clock.waits)) == 5
    assert all(0 <= wait <= 2**attempt for attempt, wait in enumerate(clock.waits))


def test_after_some_attempts_the_last_answer_counts(ask: Ask) -> None:
    service = Service(busy())

    with pytest.raises(problems.Unavailable):
        ask(service, get)

    assert len(service.asked) == Retries().attempts


def test_nothing_is_begun_after_the_deadline(ask: Ask, clock: FastClock) -> None:
    began = clock.now()

    with pytest.raises(problems.Unavailable):
        ask(Service(busy(Retry_After="3")), get, clock=clock, retries=Retries(attempts=1000, deadline=10))

    assert 5 < clock.now() - began < 10


def test_an_attempt_may_not_outlast_the_deadline(ask: Ask, clock: FastClock) -> None:
    service = Service(busy(Retry_After="6"), OK)

    ask(service, get, clock=clock, retries=Retries(deadline=10))

    allowed = [max(request.extensions["timeout"].values()) for request in service.asked]
    assert allowed[0] <= 10
    assert allowed[1] <= 4
