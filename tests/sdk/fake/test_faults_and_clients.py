"""The fake itself: faults, time, threads, and clients of one's own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import boto3
import httpx
import pytest

from souk_sdk import NotConfigured, SigV4, Souk, SoukError, Unreachable, WaitTimeout, problems
from souk_sdk.testing import FakeSouk
from souk_sdk.testing.server import HANDLERS, Server
from tests.sdk.fake.worlds import lines

LAMP = "LAMP"


@pytest.fixture
def fake() -> FakeSouk:
    """A fake with three lamps."""
    fake = FakeSouk()
    fake.add_product(LAMP, stock=3)
    return fake


@pytest.fixture
def ada(fake: FakeSouk) -> Souk:
    return fake.client(fake.customer())


def test_a_service_that_is_unavailable_is_retried_after_the_time_that_it_names(fake: FakeSouk, ada: Souk) -> None:
    fake.fail(503, retry_after=7, times=2)

    assert ada.orders.get_product(LAMP).stock == 3
    assert len(fake.requests) == 3
    assert [7 <= pause <= 8 for pause in fake.clock.pauses] == [True, True]


@pytest.mark.parametrize(
    ("status", "kind"),
    [(429, problems.TooManyRequests), (500, problems.Unexpected), (502, problems.Unavailable)],
)
def test_a_fault_of_one_operation_leaves_the_others_alone(
    fake: FakeSouk, ada: Souk, status: int, kind: type[problems.Problem]
) -> None:
    fake.fail(status, operation="ship_order")
    staff = fake.client(fake.staff())
    order = ada.orders.place_order(lines=lines(LAMP))

    with pytest.raises(kind) as raised:
        staff.orders.ship_order(order.id)

    assert raised.value.status == status
    assert staff.orders.ship_order(order.id).status == "shipped"


def test_a_lost_response_of_an_order_does_not_order_twice(fake: FakeSouk, ada: Souk) -> None:
    fake.fail(httpx.ReadTimeout, operation="place_order", processed=True)

    order = ada.orders.place_order(lines=lines(LAMP))

    sent = [request for request in fake.requests if request.method == "POST"]
    assert [listed.id for listed in ada.orders.list_orders()] == [order.id]
    assert len({request.headers["Idempotency-Key"] for request in sent}) == 1 < len(sent)


def test_an_outage_ends_in_the_errors_that_a_program_has_to_handle(fake: FakeSouk, ada: Souk) -> None:
    fake.fail(httpx.ConnectError, times=4)
    with pytest.raises(Unreachable):
        ada.orders.get_product(LAMP)

    fake.fail(503, times=4)
    with pytest.raises(problems.Unavailable):
        ada.orders.get_product(LAMP)


def test_a_fault_of_no_known_status_is_a_mistake_of_the_test(fake: FakeSouk) -> None:
    with pytest.raises(ValueError, match="418 is no status of a problem"):
        fake.fail(418)


def test_an_order_ships_while_a_program_waits(fake: FakeSouk, ada: Souk) -> None:
    order, staff = ada.orders.place_order(lines=lines(LAMP)), fake.client(fake.staff())
    fake.clock.call_later(20, lambda: staff.orders.ship_order(order.id))

    assert ada.orders.wait_until(order.id, status="shipped").status == "shipped"
    assert 20 <= fake.clock.now() < 30


def test_a_program_that_waits_in_vain_sees_the_timeout_at_once(fake: FakeSouk, ada: Souk) -> None:
    order = ada.orders.place_order(lines=lines(LAMP))

    with pytest.raises(WaitTimeout) as raised:
        ada.orders.wait_until(order.id, status="shipped", timeout=3600)

    assert raised.value.last == order


def test_both_clients_share_one_shop(fake: FakeSouk, ada: Souk) -> None:
    order = ada.orders.place_order(lines=lines(LAMP))

    async def main() -> list[str]:
        async with fake.async_client(fake.customer()) as souk:
            return [listed.id async for listed in souk.orders.list_orders()]

    assert asyncio.run(main()) == [order.id]


def test_threads_that_order_at_once_get_no_more_than_there_is(fake: FakeSouk, ada: Souk) -> None:
    def order(_: int) -> str:
        try:
            return ada.orders.place_order(lines=lines(LAMP)).id
        except problems.OutOfStock:
            return ""

    with ThreadPoolExecutor(8) as pool:
        placed = list(filter(None, pool.map(order, range(16))))

    assert len(set(placed)) == 3


def test_a_client_of_ones_own_may_call_it_and_so_may_a_service_that_signs(fake: FakeSouk, ada: Souk) -> None:
    session = boto3.Session("an-id", "a-secret", region_name="eu-central-1")
    with httpx.Client(transport=fake.transport) as http:
        service = Souk(fake.base_urls, SigV4(session, "eu-central-1"), http)

        assert service.users.get_customer(ada.users.get_profile().id).registered_at
        with pytest.raises(problems.Forbidden):
            fake.client().users.get_customer("somebody")


def test_an_address_that_is_not_of_the_fake_is_named(fake: FakeSouk) -> None:
    with httpx.Client(transport=fake.transport) as http, pytest.raises(SoukError, match=r"elsewhere\.example"):
        Souk({"orders.v2": "https://elsewhere.example"}, http=http).orders.get_product(LAMP)
    with pytest.raises(NotConfigured):
        Souk({}, http=http).orders.get_product(LAMP)


def test_each_operation_of_the_services_in_the_fake_is_there() -> None:
    assert {operation.id for operation in Server().operations} == set(HANDLERS)
