"""The fake keeps the promises of orders: each test runs against it, and against the local cloud."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable

import pytest

from souk_sdk import Problem, Souk, problems
from souk_sdk.orders_v2.models import Money, WantedLine
from tests.sdk.fake.worlds import World, lines, product
from tests.waiting import eventually

KEY = "a-key-of-this-test-"


def test_the_catalogue_has_a_product_as_it_was_put_in_both_versions(world: World, staff: Souk) -> None:
    sku, other, anyone = product(staff, stock=7), product(staff), world.client()

    newer = anyone.orders.get_product(sku)
    with pytest.warns(DeprecationWarning, match=r"orders\.v1"):
        older = anyone.orders_v1.get_product(sku)

    assert (newer.name, newer.price.amount, newer.stock) == ("Lamp", "49.90", 7)
    assert (older.price.amount, older.price.currency) == (4990, "EUR")
    assert anyone.orders.list_products(limit=1).first().links.next_
    listed = [item.sku for item in anyone.orders.list_products(limit=2)]
    assert {sku, other} <= set(listed)
    assert listed == sorted(set(listed))


def test_an_order_reserves_its_stock_and_ships(staff: Souk, ada: Souk) -> None:
    sku = product(staff)

    order = ada.orders.place_order(lines=[*lines(sku), *lines(sku)])
    shipped = staff.orders.ship_order(order.id)

    assert (order.status, order.total.amount, order.lines[0].quantity) == ("placed", "99.80", 2)
    assert shipped.status == staff.orders.ship_order(order.id).status == "shipped"
    assert ada.orders.get_order(order.id) == shipped
    with pytest.raises(problems.AlreadyShipped):
        ada.orders.cancel_order(order.id)
    with pytest.raises(problems.OutOfStock):
        ada.orders.place_order(lines=lines(sku, 2))


def test_a_cancelled_order_returns_its_stock_once(staff: Souk, ada: Souk) -> None:
    sku = product(staff, stock=2)
    order = ada.orders.place_order(lines=lines(sku, 2))

    ada.orders.cancel_order(order.id)
    ada.orders.cancel_order(order.id)

    assert ada.orders.get_order(order.id).status == "cancelled"
    with pytest.raises(problems.AlreadyCancelled):
        staff.orders.ship_order(order.id)
    assert ada.orders.place_order(lines=lines(sku, 2)).status == "placed"
    with pytest.raises(problems.OutOfStock):
        ada.orders.place_order(lines=lines(sku))


def test_orders_are_listed_page_by_page_newest_first_to_their_customer(world: World, staff: Souk, ada: Souk) -> None:
    sku = product(staff)
    placed = [ada.orders.place_order(lines=lines(sku)).id for _ in range(3)]

    assert [order.id for order in ada.orders.list_orders(limit=2)] == placed[::-1]
    assert [len(page.items) for page in ada.orders.list_orders(limit=2).pages()] == [2, 1]
    with pytest.raises(problems.NotFound):
        world.client(world.customer()).orders.get_order(placed[0])


REFUSED: list[tuple[type[Problem], Callable[[Souk, str], object]]] = [
    (problems.UnknownProduct, lambda ada, _: ada.orders.place_order(lines=lines("NO-SUCH-THING"))),
    (problems.OutOfStock, lambda ada, sku: ada.orders.place_order(lines=lines(sku, 4))),
    (problems.NotFound, lambda ada, _: ada.orders.get_order("01KAQ4N9T4W6M2J8ZC5R7XVBEH")),
    (problems.NotFound, lambda ada, _: ada.orders.get_order("no-id")),
    (problems.NotFound, lambda ada, _: ada.orders.get_product("NO-SUCH-THING")),
    (problems.NotFound, lambda ada, _: ada.users.remove_address("01KAQ4N9T4W6M2J8ZC5R7XVBEH")),
    (problems.NotFound, lambda ada, _: ada.notifications.read_notification("01KAQ4N9T4W6M2J8ZC5R7XVBEH")),
    (problems.Forbidden, lambda ada, _: ada.orders.ship_order("01KAQ4N9T4W6M2J8ZC5R7XVBEH")),
    (problems.Forbidden, lambda ada, _: ada.users.block_user("somebody")),
    (problems.BadRequest, lambda ada, sku: ada.orders.place_order(lines=lines(sku), idempotency_key="short")),
    (problems.BadRequest, lambda ada, _: ada.orders.list_orders(limit=101).first()),
    (problems.Unprocessable, lambda ada, _: ada.users.put_profile(name="")),
    (
        problems.UnexpectedTotal,
        lambda ada, sku: ada.orders.place_order(lines=lines(sku), expected_total=Money("1.00", "EUR")),
    ),
    (
        problems.Unprocessable,
        lambda ada, sku: ada.orders.place_order(lines=lines(sku), expected_total=Money("49.9", "EUR")),
    ),
]


@pytest.mark.parametrize(("kind", "call"), REFUSED)
def test_a_request_that_the_service_refuses_raises_the_same_problem(
    staff: Souk, ada: Souk, kind: type[Problem], call: Callable[[Souk, str], object]
) -> None:
    with pytest.raises(kind) as raised:
        call(ada, product(staff))

    assert type(raised.value) is kind


def test_a_violation_of_the_contract_names_the_field(staff: Souk, ada: Souk) -> None:
    with pytest.raises(problems.Unprocessable) as raised:
        ada.orders.place_order(lines=[WantedLine(sku=product(staff), quantity=0), WantedLine(sku="?", quantity=1)])

    assert [misfit.field for misfit in raised.value.errors] == ["body.lines.0.quantity", "body.lines.1.sku"]


def test_one_order_is_paid_in_one_currency(staff: Souk, ada: Souk) -> None:
    with pytest.raises(problems.MixedCurrencies):
        ada.orders.place_order(lines=[*lines(product(staff)), *lines(product(staff, currency="USD"))])


def test_nobody_is_asked_to_sign_in_for_the_catalogue_alone(world: World) -> None:
    anyone = world.client()

    anyone.orders.list_bestsellers()
    with pytest.raises(problems.Unauthenticated):
        anyone.orders.list_orders().first()


def test_an_idempotency_key_creates_once(staff: Souk, ada: Souk) -> None:
    sku, key = product(staff, stock=1), KEY + uuid.uuid4().hex

    first = ada.orders.place_order(lines=lines(sku), idempotency_key=key)
    again = ada.orders.place_order(lines=lines(sku), idempotency_key=key)

    assert again == first
    assert [order.id for order in ada.orders.list_orders()] == [first.id]
    with pytest.raises(problems.KeyReused):
        ada.orders.place_order(lines=lines(sku, 2), idempotency_key=key)
    with pytest.raises(problems.OutOfStock):
        ada.orders.place_order(lines=lines(sku))


def test_bestsellers_and_profiles_count_the_orders_that_stand(staff: Souk, ada: Souk) -> None:
    sku = product(staff, stock=1000)
    ada.orders.place_order(lines=lines(sku, 900))
    cancelled = ada.orders.place_order(lines=lines(sku, 100))
    ada.orders.cancel_order(cancelled.id)

    eventually(lambda: ada.users.get_profile().orders == 1)
    eventually(lambda: {item.sku: item.pieces for item in ada.orders.list_bestsellers(limit=50).items}.get(sku) == 900)


def test_the_asynchronous_client_gets_the_same(world: World, staff: Souk) -> None:
    sku = product(staff)

    async def main() -> tuple[str, list[str]]:
        async with world.async_client(world.customer()) as souk:
            order = await souk.orders.place_order(lines=lines(sku))
            await asyncio.to_thread(staff.orders.ship_order, order.id)
            shipped = await souk.orders.wait_until(order.id, status="shipped", timeout=120)
            return shipped.id, [order.id async for order in souk.orders.list_orders()]

    shipped, listed = asyncio.run(main())

    assert listed == [shipped]
