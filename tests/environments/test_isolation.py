"""Environments are isolated: no credential works in another one, and no event reaches it."""

from __future__ import annotations

import json
from itertools import chain, permutations

import pytest

from souk.cloud import event_archive
from tests.cloud import Cloud
from tests.environments.attacker import Attacker, is_refused, protected, served, statuses
from tests.environments.conftest import COUNT
from tests.environments.probes import Roles, of_other_stacks
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]
"""One thread of the emulator polls for the functions of all environments, and they are cold."""


def test_each_attacker_has_access_at_home(attackers: list[Attacker]) -> None:
    # Without this, the refusals below would prove nothing.
    for one in attackers:
        assert [name for name, attempt in one.attempts(one.home).items() if is_refused(attempt)] == []
        assert one.get_customer(one.home).status_code == 404
        # A new customer, because one of the requests erases it.
        assert 401 not in statuses(one.home, one.home.customer(), served(one.home)).values()


def test_the_keys_of_one_open_no_table_queue_topic_stream_bucket_or_pool_of_another(attackers: list[Attacker]) -> None:
    opened = [
        f"{one.home.outputs.env} could {name} of {other.home.outputs.env}"
        for one, other in permutations(attackers, 2)
        for name, attempt in one.attempts(other.home).items()
        if not is_refused(attempt)
    ]

    assert len(attackers) == COUNT
    assert opened == []


def test_no_role_of_any_stack_opens_a_resource_of_any_stack_of_another_environment(many: list[Cloud]) -> None:
    for one, other in zip(many, [*many[1:], many[0]], strict=True):
        roles = Roles(one.environment)

        assert roles.opened(roles.all, other.environment.resources) == []


def test_no_role_opens_a_resource_of_another_stack_of_its_environment(cloud: Cloud) -> None:
    environment = cloud.environment
    roles = Roles(environment)

    for stack in environment.stacks:
        own = [role for role in roles.all if role.stack == stack.name]
        assert roles.opened(own, of_other_stacks(environment, stack.name)) == []


def test_the_keys_of_one_services_api_calls_are_refused_by_the_users_of_another(attackers: list[Attacker]) -> None:
    for one, other in permutations(attackers, 2):
        assert one.get_customer(other.home).status_code == 403


def test_a_token_of_one_opens_no_operation_of_another(attackers: list[Attacker]) -> None:
    for one, other in permutations(attackers, 2):
        for visitor in (one.customer, one.staff):
            assert set(statuses(other.home, visitor, served(other.home)).values()) == {401}
    assert [served(attacker.home) for attacker in attackers[:2]] == [protected()] * 2, "those of the applications, too"


def test_events_and_mails_stay_in_their_environment(many: list[Cloud]) -> None:
    orders = {}
    for one in many:
        orders[one.outputs.env] = one.customer().order(one.product()).json()["id"]

    for one in many:
        order_id = orders[one.outputs.env]

        def events(one: Cloud = one, order_id: str = order_id) -> list[str]:
            published = event_archive.read(one.environment)
            return [json.loads(event.wire)["name"] for event in published if event.aggregate_id == order_id]

        def senders(one: Cloud = one, order_id: str = order_id) -> list[str]:
            return [mail["Source"] for mail in one.mails() if order_id in mail["BodyText"]]

        assert eventually(events) == ["orders.OrderPlaced"]
        assert eventually(senders) == [f"shop@{one.outputs.env}.souk.example"]
        archive = json.dumps([event.wire for event in event_archive.read(one.environment)])
        assert [other for env, other in orders.items() if env != one.outputs.env and other in archive] == []


def test_no_two_share_an_address_or_a_name(many: list[Cloud]) -> None:
    all_names = []
    for outputs in (one.outputs for one in many):
        shared = [outputs.user_pool_id, outputs.user_pool_client_id, outputs.topic_arn, outputs.event_stream_name]
        by_service = (outputs.apis, outputs.tables, outputs.queues, outputs.dlqs)
        all_names += [*shared, outputs.event_archive_name, *chain(*(mapping.values() for mapping in by_service))]

    assert len(all_names) == len(set(all_names)) > COUNT * 10
