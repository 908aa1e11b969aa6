"""Nobody announces, hears or subscribes to what nobody declared; and each such mistake is told in one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from chassis.core.events import Announcement, Event
from orders.events_in import OrderRefused
from orders.events_out import OrderPlaced, OrderShipped
from souk.contracts import export, subscriptions
from souk.contracts.subscriptions import Service, Subscription, disagreements
from tests.template.reading import RESOURCES, ROOT

SERVICES = {name: subscriptions.service(name) for name in export.services(ROOT)}
SUBSCRIPTIONS = {some.service: some for some in subscriptions.subscriptions(RESOURCES)}
LOG_READERS = subscriptions.log_readers(RESOURCES)


class OrderForgotten(Announcement):
    """Something that is in no list."""

    name: Literal["orders.OrderForgotten"] = "orders.OrderForgotten"
    version: Literal[1] = 1


class OrderForeseen(Event):
    """Something that nobody announces."""

    name: Literal["orders.OrderForeseen"] = "orders.OrderForeseen"
    version: Literal[1] = 1


def react(*_told: object) -> None:
    """What somebody does about an event."""


def told(*services: Service, subscriptions: list[Subscription] | None = None, readers: list[str] | None = None) -> list:
    """What is found if these services stood in for those of their name."""
    all_of_them = {**SERVICES, **{each.name: each for each in services}}
    return disagreements(
        list(all_of_them.values()),
        list(SUBSCRIPTIONS.values()) if subscriptions is None else subscriptions,
        LOG_READERS if readers is None else readers,
    )


def subscribed(service: str, **changes: object) -> list[Subscription]:
    """The subscriptions, that of one service changed."""
    return [replace(some, **changes) if some.service == service else some for some in SUBSCRIPTIONS.values()]  # type: ignore[arg-type]


def test_what_is_announced_heard_and_subscribed_is_declared():
    assert told() == []


def test_all_of_it_is_seen():
    for name, each in SERVICES.items():
        assert set(each.announced) == set(each.made), name
        assert {event.key() for event in each.reactions} == set(SUBSCRIPTIONS[name].events), name
    assert sum(len(each.known) for each in SERVICES.values()) >= 12
    assert [name for name, each in SERVICES.items() if each.log_reactions] == LOG_READERS == ["orders"]


def test_an_event_that_is_not_listed_is_noticed():
    orders = SERVICES["orders"]

    assert told(replace(orders, made=[*orders.made, OrderForgotten])) == [
        "orders makes orders.OrderForgotten.v1, which is not in its EVENTS_OUT"
    ]


def test_an_event_that_was_taken_off_the_list_is_noticed_by_all():
    orders = SERVICES["orders"]

    assert told(replace(orders, announced=[event for event in orders.announced if event is not OrderPlaced])) == [
        "notifications listens to orders.OrderPlaced.v1, which nobody announces",
        "orders makes orders.OrderPlaced.v1, which is not in its EVENTS_OUT",
        "orders listens to orders.OrderPlaced.v1, which nobody announces",
        "users listens to orders.OrderPlaced.v1, which nobody announces",
    ]


def test_an_event_in_anothers_name_is_noticed():
    users = SERVICES["users"]

    assert told(replace(users, announced=[*users.announced, OrderShipped])) == [
        "users announces orders.OrderShipped.v1, which bears another's name"
    ]


def test_waiting_for_what_nobody_announces_is_noticed():
    users = SERVICES["users"]

    found = told(
        replace(users, known=[*users.known, OrderForeseen], reactions={**users.reactions, OrderForeseen: react})
    )

    assert found == [
        "users listens to orders.OrderForeseen.v1, which nobody announces",
        "users reacts to orders.OrderForeseen.v1, but the template does not subscribe it",
    ]


def test_an_event_without_a_reaction_is_noticed():
    orders = SERVICES["orders"]
    without = {event: does for event, does in orders.reactions.items() if event is not OrderRefused}

    assert told(replace(orders, reactions=without)) == [
        "orders knows users.OrderRefused.v1 in its events_in, but has no reaction to it",
        "the template subscribes orders to users.OrderRefused.v1, to which it does not react",
    ]


def test_a_subscription_nobody_declared_is_noticed():
    more = {"event": [*SUBSCRIPTIONS["users"].events, "orders.OrderShipped.v1"]}

    assert told(subscriptions=subscribed("users", policy=more)) == [
        "the template subscribes users to orders.OrderShipped.v1, to which it does not react"
    ]


def test_a_listener_without_a_subscription_is_noticed():
    others = [some for some in SUBSCRIPTIONS.values() if some.service != "users"]

    assert told(subscriptions=others) == [
        "users reacts to orders.OrderCancelled.v1, but the template does not subscribe it",
        "users reacts to orders.OrderPlaced.v1, but the template does not subscribe it",
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
    assert told(subscriptions=subscribed("orders", **changes)) == [
        "OrdersSubscription does not filter on the attribute `event` alone"
    ]


def test_a_queue_that_is_filled_for_nobody_is_noticed():
    stray = Subscription("StraySubscription", "StrayQueue", "", {"event": ["orders.OrderPlaced.v1"]})

    assert told(subscriptions=[*SUBSCRIPTIONS.values(), stray]) == [
        "StraySubscription feeds StrayQueue, which no service reads"
    ]


def test_a_reader_of_the_log_is_declared_on_both_sides():
    assert told(readers=[]) == ["orders has no function at the log"]
    assert told(readers=["orders", "users"]) == ["users has a function at the log, but no LOG_REACTIONS"]


def test_the_template_is_read_as_it_is_written():
    changed = {**RESOURCES, "Stray": RESOURCES["UsersSubscription"]}
    without_reader = {name: made for name, made in RESOURCES.items() if name != "UsersSqsQueue"}

    assert [some.service for some in subscriptions.subscriptions(changed)].count("users") == 2
    assert [some.queue for some in subscriptions.subscriptions(without_reader) if not some.service] == ["UsersQueue"]
