"""Placing orders: the same in every store, the fakes and the one in DynamoDB."""

from __future__ import annotations

import pytest

from chassis.core.errors import KeyReused, NotFound, StillInProgress
from orders.domain import Money, OutOfStock, Product, Status
from tests.orders.shop import SKU, Shop, a_request, at_once


def test_an_order_that_was_placed_can_be_looked_at(stocked: Shop) -> None:
    order = stocked.placed(quantity=2)

    kept = stocked.orders.get(order.id)

    assert kept
    assert kept.id == order.id
    assert kept.lines == order.lines
    assert kept.total == Money(9980, "EUR")
    assert kept.placed_at == order.placed_at
    assert kept.status is Status.PLACED
    assert stocked.stock() == 8


def test_what_was_never_placed_is_not_there(stocked: Shop) -> None:
    assert stocked.orders.get("01KAQ4N9T4W6M2J8ZC5R7XVBEH") is None
    assert stocked.catalogue.get("GHOST-1") is None
    assert set(stocked.catalogue.get_many([SKU, "GHOST-1"])) == {SKU}
    with pytest.raises(NotFound), stocked.orders.change("01KAQ4N9T4W6M2J8ZC5R7XVBEH"):
        pass


def test_the_last_pieces_are_sold_once_however_many_want_them_at_the_same_moment(stocked: Shop) -> None:
    wanted = [stocked.new_order(f"customer-{n}", 3) for n in range(12)]

    results = at_once(lambda order: stocked.orders.add(order, a_request()), wanted)

    assert results == {"done": 3, "OutOfStock": 9}
    assert stocked.stock() == 1
    assert sum(stocked.orders.get(order.id) is not None for order in wanted) == 3


def test_an_order_that_lacks_one_of_its_products_takes_nothing_of_the_others(stocked: Shop) -> None:
    order, key = stocked.new_order("alice", 5, SKU, "KETTLE-1"), a_request()
    stocked.catalogue.put(Product("KETTLE-1", "Kettle", Money(2450, "EUR"), stock=4))

    with pytest.raises(OutOfStock):
        stocked.orders.add(order, key)

    assert stocked.stock() == 10
    assert stocked.stock("KETTLE-1") == 4
    assert stocked.orders.get(order.id) is None
    assert stocked.orders.find_by_request(key) is None
    assert stocked.orders.list_by_customer("alice", 10, None).items == []
    assert stocked.news(order.id) == []


def test_fifty_identical_requests_at_once_place_one_order(stocked: Shop) -> None:
    key = a_request()
    wanted = [stocked.new_order() for _ in range(50)]

    results = at_once(lambda order: stocked.orders.add(order, key), wanted)

    [placed] = [order for order in wanted if stocked.orders.get(order.id)]
    remembered = stocked.orders.find_by_request(key)
    assert results == {"done": 1, "StillInProgress": 49}
    assert stocked.stock() == 9
    assert remembered
    assert remembered.id == placed.id


def test_a_request_that_comes_again_recalls_the_order_as_it_was_placed(stocked: Shop) -> None:
    key = a_request()
    order = stocked.placed(key=key)
    with stocked.orders.change(order.id) as open_order:
        open_order.cancel()

    recalled = stocked.orders.find_by_request(key)

    assert recalled
    assert recalled.id == order.id
    assert recalled.status is Status.PLACED


def test_a_request_that_never_came_recalls_nothing(stocked: Shop) -> None:
    assert stocked.orders.find_by_request(a_request()) is None


def test_the_key_of_another_request_is_refused(stocked: Shop) -> None:
    stocked.placed(key=a_request("one key", "one body"))

    with pytest.raises(KeyReused):
        stocked.orders.find_by_request(a_request("one key", "another body"))


def test_the_request_that_comes_second_does_not_place_another_order(stocked: Shop) -> None:
    key = a_request()
    stocked.placed(key=key)

    with pytest.raises(StillInProgress):
        stocked.placed(key=key)

    assert stocked.stock() == 9
