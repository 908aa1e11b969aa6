"""Every announced, handled or subscribed event is declared; each mismatch is one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from chassis.core.events import Announcement, Event
from orders.events_in import OrderRefused
from orders.events_out import OrderPlaced, OrderShipped
from souk.contracts import export, subscriptions
from souk.contracts.subscriptions import Service, Subscription, mismatches
from tests.template.reading import RESOURCES, ROOT

SERVICES = {name: subscriptions.service(name) for name in export.services(ROOT)}
SUBSCRIPTIONS = {one.service: one for one in subscriptions.subscriptions(RESOURCES)}
LOG_READERS = subscriptions.log_readers(RESOURCES)


class OrderForgotten(Announcement):
    """An event that is in no list."""

    name: Literal["orders.OrderForgotten"] = "orders.OrderForgotten"
    version: Literal[1] = 1


class OrderForeseen(Event):
    """An event that no service announces."""

    name: Literal["orders.OrderForeseen"] = "orders.OrderForeseen"
    version: Literal[1] = 1


def react(*_: object) -> None:
    """A reaction."""


def mismatches_with(
    *services: Service, subscriptions: list[Subscription] | None = None, readers: list[str] | None = None
) -> list:
    """The mismatches with these services in place of those of the same name."""
    replaced = {**SERVICES, **{service.name: service for service in services}}
    return mismatches(
        list(replaced.values()),
        list(SUBSCRIPTIONS.values()) if subscriptions is None else subscriptions,
        LOG_READERS if readers is None else readers,
    )


def subscribed(service: str, **changes: object) -> list[Subscription]:
    """The subscriptions, that of one service changed."""
    return [replace(one, **changes) if one.service == service else one for one in SUBSCRIPTIONS.values()]  # type: ignore[arg-type]


def test_what_is_announced_heard_and_subscribed_is_declared():
    assert mismatches_with() == []


def test_all_of_it_is_seen():
    for name, service in SERVICES.items():
        assert set(service.events_out) == set(service.defined), name
        subscribed_to = SUBSCRIPTIONS[name].events if name in SUBSCRIPTIONS else ()
        assert {event.key() for event in service.reactions} == set(subscribed_to), name
    assert sum(len(service.events_in) for service in SERVICES.values()) >= 12
    assert [name for name, service in SERVICES.items() if service.log_reactions] == LOG_READERS == ["orders"]


def test_an_event_that_is_not_listed_is_noticed():
    orders = SERVICES["orders"]

    assert mismatches_with(replace(orders, defined=[*orders.defined, OrderForgotten])) == [
        "orders defines orders.OrderForgotten.v1, which is not in its EVENTS_OUT"
    ]


def test_an_event_that_was_taken_off_the_list_is_noticed_by_all():
    orders = SERVICES["orders"]

    reads = "{} reads orders.OrderPlaced.v1, which no service announces"
    readers = [name for name, service in SERVICES.items() if OrderPlaced.key() in {e.key() for e in service.events_in}]
    assert {"notifications", "orders", "premium", "users", "website"} <= set(readers)
    assert mismatches_with(
        replace(orders, events_out=[event for event in orders.events_out if event is not OrderPlaced])
    ) == sorted([*map(reads.format, readers), "orders defines orders.OrderPlaced.v1, which is not in its EVENTS_OUT"])


def test_an_event_in_anothers_name_is_noticed():
    users = SERVICES["users"]

    assert mismatches_with(replace(users, events_out=[*users.events_out, OrderShipped])) == [
        "users announces orders.OrderShipped.v1, which has another service's name"
    ]


def test_waiting_for_what_nobody_announces_is_noticed():
    users = SERVICES["users"]

    lines = mismatches_with(
        replace(users, events_in=[*users.events_in, OrderForeseen], reactions={**users.reactions, OrderForeseen: react})
    )

    assert lines == [
        "users reads orders.OrderForeseen.v1, which no service announces",
        "users reacts to orders.OrderForeseen.v1, but the template does not subscribe to it",
    ]


def test_an_event_without_a_reaction_is_noticed():
    orders = SERVICES["orders"]
    without = {event: does for event, does in orders.reactions.items() if event is not OrderRefused}

    assert mismatches_with(replace(orders, reactions=without)) == [
        "orders has users.OrderRefused.v1 in its events_in, but no reaction to it",
        "the template subscribes orders to users.OrderRefused.v1, but it has no reaction to it",
    ]


def test_a_subscription_nobody_declared_is_noticed():
    more = {"event": [*SUBSCRIPTIONS["users"].events, "orders.OrderShipped.v1"]}

    assert mismatches_with(subscriptions=subscribed("users", policy=more)) == [
        "the template subscribes users to orders.OrderShipped.v1, but it has no reaction to it"
    ]


def test_a_listener_without_a_subscription_is_noticed():
    others = [one for one in SUBSCRIPTIONS.values() if one.service != "users"]

    assert mismatches_with(subscriptions=others) == [
        "users reacts to orders.OrderCancelled.v1, but the template does not subscribe to it",
        "users reacts to orders.OrderPlaced.v1, but the template does not subscribe to it",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"policy": {"event": list(SUBSCRIPTIONS["orders"].events), "country": ["DE"]}},
        {"scope": "MessageBody"},
    ],
    ids=["something else too", "in the body"],
)
def test_a_filter_on_anything_else_is_noticed(changes: dict[str, object]):
    assert mismatches_with(subscriptions=subscribed("orders", **changes)) == [
        "OrdersSubscription does not filter on the attribute `event` alone"
    ]


def test_a_queue_that_is_filled_for_nobody_is_noticed():
    stray = Subscription("StraySubscription", "StrayQueue", "", {"event": ["orders.OrderPlaced.v1"]})

    assert mismatches_with(subscriptions=[*SUBSCRIPTIONS.values(), stray]) == [
        "StraySubscription feeds StrayQueue, which no service reads"
    ]


def test_a_reader_of_the_log_is_declared_on_both_sides():
    assert mismatches_with(readers=[]) == ["orders has no function at the log"]
    assert mismatches_with(readers=["orders", "users"]) == ["users has a function at the log, but no LOG_REACTIONS"]


def test_the_template_is_read_as_it_is_written():
    changed = {**RESOURCES, "Stray": RESOURCES["UsersSubscription"]}
    without_reader = {name: resource for name, resource in RESOURCES.items() if name != "UsersSqsQueue"}

    assert [one.service for one in subscriptions.subscriptions(changed)].count("users") == 2
    assert [one.queue for one in subscriptions.subscriptions(without_reader) if not one.service] == ["UsersQueue"]
