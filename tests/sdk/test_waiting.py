"""An outcome is waited for by polling; a wait in vain ends with the last state."""

from __future__ import annotations

import httpx
import pytest

from souk_sdk import WaitTimeout
from souk_sdk.problems import Unavailable
from tests.sdk.fakes import ORDER, Answer, Ask, FastClock, Service, busy


def order(status: str) -> httpx.Response:
    return httpx.Response(200, json={**ORDER, "status": status})


def test_it_looks_until_the_status_is_reached(ask: Ask, clock: FastClock) -> None:
    service = Service(order("placed"), order("placed"), busy(), order("shipped"))

    seen = ask(service, lambda souk: souk.orders.wait_until("1", status="shipped"), clock=clock)

    assert seen.status == "shipped"
    assert len(service.asked) == 4


def test_it_looks_until_the_caller_is_content(ask: Ask, clock: FastClock) -> None:
    service = Service(order("placed"), order("cancelled"))

    seen = ask(service, lambda souk: souk.orders.wait_until("1", until=lambda o: o.status != "placed"), clock=clock)

    assert seen.status == "cancelled"


def test_an_outage_during_the_wait_is_outlasted(ask: Ask, clock: FastClock) -> None:
    outage: list[Answer] = [busy(), httpx.ConnectError("no")] * 10
    service = Service(order("placed"), *outage, order("shipped"))

    seen = ask(service, lambda souk: souk.orders.wait_until("1", status="shipped"), clock=clock)

    assert seen.status == "shipped"


def test_an_outage_that_does_not_end_is_the_cause(ask: Ask, clock: FastClock) -> None:
    with pytest.raises(WaitTimeout) as raised:
        ask(
            Service(order("placed"), busy()),
            lambda souk: souk.orders.wait_until("1", status="shipped"),
            clock=clock,
        )

    assert raised.value.last.status == "placed"
    assert isinstance(raised.value.__cause__, Unavailable)


def test_who_never_answers_is_not_waited_for(ask: Ask, clock: FastClock) -> None:
    with pytest.raises(Unavailable):
        ask(Service(busy()), lambda souk: souk.orders.wait_until("1", status="shipped"), clock=clock)


def test_what_has_happened_already_is_not_waited_for(ask: Ask, clock: FastClock) -> None:
    ask(Service(order("shipped")), lambda souk: souk.orders.wait_until("1", status="shipped"), clock=clock)

    assert clock.waits == []


def test_it_looks_more_and_more_seldom_and_a_last_time_at_the_end(ask: Ask, clock: FastClock) -> None:
    began = clock.now()

    with pytest.raises(WaitTimeout, match="after 60 seconds it is still placed") as raised:
        ask(
            Service(order("placed")),
            lambda souk: souk.orders.wait_until("1", status="shipped", timeout=60),
            clock=clock,
        )

    assert raised.value.last.id == ORDER["id"]
    assert isinstance(raised.value, TimeoutError)
    assert clock.now() - began == pytest.approx(60)
    assert clock.waits[:-1] == sorted(clock.waits[:-1])
    assert max(clock.waits) <= 5
    assert len(clock.waits) < 30


@pytest.mark.parametrize("wanted", [{}, {"status": "shipped", "until": bool}], ids=["neither", "both"])
def test_what_is_waited_for_has_to_be_said_once(ask: Ask, wanted: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="either `status` or `until`"):
        ask(Service(order("placed")), lambda souk: souk.orders.wait_until("1", **wanted))
