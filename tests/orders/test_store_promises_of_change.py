"""Changing orders: the same in every store, the fakes and the one in DynamoDB."""

from __future__ import annotations

import pytest

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile
from orders.domain import MAX_STOCK, AlreadyShipped, Money, Product, Status, TooMuchStock
from tests.orders.shop import SKU, Shop, a_request, at_once


def test_a_cancelled_order_gives_back_all_of_its_stock(stocked: Shop) -> None:
    order = stocked.new_order("alice", 4, SKU, "KETTLE-1")
    stocked.orders.add(order, a_request())

    with stocked.orders.change(order.id) as open_order:
        open_order.cancel()

    assert (stocked.stock(), stocked.stock("KETTLE-1")) == (10, 10)


def test_cancelling_twice_gives_the_stock_back_once(stocked: Shop) -> None:
    order = stocked.placed(quantity=4)

    for _ in range(2):
        with stocked.orders.change(order.id) as open_order:
            open_order.cancel()

    assert stocked.stock() == 10
    assert [event["name"] for event in stocked.news(order.id)] == ["orders.OrderPlaced", "orders.OrderCancelled"]


def test_nothing_is_cancelled_if_its_stock_has_no_room_to_return(stocked: Shop) -> None:
    order = stocked.new_order("alice", 4, SKU, "KETTLE-1")
    stocked.orders.add(order, a_request())
    stocked.catalogue.put(Product("KETTLE-1", "Kettle", Money(2450, "EUR"), MAX_STOCK - 3))

    with pytest.raises(TooMuchStock), stocked.orders.change(order.id) as open_order:
        open_order.cancel()

    assert (stocked.stock(), stocked.stock("KETTLE-1")) == (6, MAX_STOCK - 3)
    assert [event["name"] for event in stocked.news(order.id)] == ["orders.OrderPlaced"]
    stocked.catalogue.put(Product("KETTLE-1", "Kettle", Money(2450, "EUR"), MAX_STOCK - 4))
    with stocked.orders.change(order.id) as open_order:
        open_order.cancel()
    assert (stocked.stock(), stocked.stock("KETTLE-1")) == (10, MAX_STOCK)


def test_no_piece_is_lost_or_won_while_customers_order_and_cancel_at_once(stocked: Shop) -> None:
    def order_and_think_again(customer: str) -> None:
        order = stocked.placed(customer)
        with stocked.orders.change(order.id) as open_order:
            open_order.cancel()

    at_once(order_and_think_again, "abcdefgh")

    assert stocked.stock() == 10


def test_of_two_changes_at_the_same_moment_one_is_asked_to_look_again(stocked: Shop) -> None:
    order = stocked.placed()

    with pytest.raises(ChangedMeanwhile), stocked.orders.change(order.id) as slow:
        with stocked.orders.change(order.id) as fast:
            fast.ship()
        slow.cancel()

    kept = stocked.orders.get(order.id)
    assert kept
    assert kept.status is Status.SHIPPED
    assert stocked.stock() == 9
    assert [event["name"] for event in stocked.news(order.id)] == ["orders.OrderPlaced", "orders.OrderShipped"]


def test_a_change_that_is_refused_leaves_everything_as_it_was(stocked: Shop) -> None:
    order = stocked.placed()
    with stocked.orders.change(order.id) as open_order:
        open_order.ship()

    with pytest.raises(AlreadyShipped), stocked.orders.change(order.id, cause="event-1") as shipped:
        shipped.cancel()

    assert stocked.stock() == 9
    assert len(stocked.news(order.id)) == 2
    with stocked.orders.change(order.id, cause="event-1") as shipped:
        assert shipped.status is Status.SHIPPED


def test_what_an_order_announces_is_numbered_without_gaps(stocked: Shop) -> None:
    order = stocked.placed()
    with stocked.orders.change(order.id):
        pass
    with stocked.orders.change(order.id) as open_order:
        open_order.ship()

    news = stocked.news(order.id)

    assert [event["sequence"] for event in news] == [1, 2]
    assert [event["name"] for event in news] == ["orders.OrderPlaced", "orders.OrderShipped"]
    assert {event["aggregate_id"] for event in news} == {order.id}


def test_an_event_that_comes_twice_changes_an_order_once(stocked: Shop) -> None:
    order = stocked.placed(quantity=4)
    with stocked.orders.change(order.id, cause="event-1") as open_order:
        open_order.cancel()

    with pytest.raises(AlreadyHandled), stocked.orders.change(order.id, cause="event-1"):
        pytest.fail("the block must not run again")

    assert stocked.stock() == 10
    assert len(stocked.news(order.id)) == 2


def test_an_event_that_comes_twice_at_once_changes_an_order_once(stocked: Shop) -> None:
    order = stocked.placed(quantity=4)

    def cancel(cause: str) -> None:
        with stocked.orders.change(order.id, cause) as open_order:
            open_order.cancel()

    results = at_once(cancel, ["event-1"] * 8)

    assert set(results) <= {"done", "AlreadyHandled", "ChangedMeanwhile"}
    assert stocked.stock() == 10
    assert len(stocked.news(order.id)) == 2


def test_the_progress_of_a_long_reaction_is_kept_for_its_cause(shop: Shop) -> None:
    assert shop.orders.progress("event-1") is None

    for cursor in ("first", "second"):
        shop.orders.save_progress("event-1", cursor)

    assert shop.orders.progress("event-1") == "second"
    assert shop.orders.progress("event-2") is None
