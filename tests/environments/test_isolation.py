"""Environments side by side: nothing of one opens anything of another, and what happens in one stays there."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from souk.cloud import event_archive
from tests.cloud import Cloud
from tests.environments.conftest import COUNT
from tests.environments.intruder import Intruder, answers, is_refused
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]
PATIENCE = 60.0 * COUNT
"""One thread of the emulator feeds the functions of all environments, one after the other, and they are cold."""


def test_each_may_at_home_what_it_is_refused_elsewhere(intruders: list[Intruder]) -> None:
    # Without this, the refusals below would prove nothing.
    for one in intruders:
        assert [what for what, attempt in one.attempts(one.home).items() if is_refused(attempt)] == []
        assert one.asks_for_a_customer(one.home).status_code == 404
        assert 401 not in answers(one.home, one.home.customer()).values()  # one that may go: it asks to be erased, too


def test_the_keys_of_one_open_no_table_queue_topic_stream_bucket_or_pool_of_another(intruders: list[Intruder]) -> None:
    opened = [
        f"{one.home.outputs.env} could {what} of {other.home.outputs.env}"
        for one, other in permutations(intruders, 2)
        for what, attempt in one.attempts(other.home).items()
        if not is_refused(attempt)
    ]

    assert len(intruders) == COUNT
    assert opened == []


def test_the_keys_of_one_services_api_calls_are_refused_by_the_users_of_another(intruders: list[Intruder]) -> None:
    for one, other in permutations(intruders, 2):
        assert one.asks_for_a_customer(other.home).status_code == 403


def test_a_token_of_one_opens_no_operation_of_another(intruders: list[Intruder]) -> None:
    for one, other in permutations(intruders, 2):
        for visitor in (one.customer, one.staff):
            assert set(answers(other.home, visitor).values()) == {401}


def test_what_happens_in_one_is_told_in_that_one_only(many: list[Cloud]) -> None:
    orders = {}
    for one in many:
        orders[one.outputs.env] = one.customer().order(one.product()).json()["id"]

    for one in many:
        own = orders[one.outputs.env]
        told = eventually(
            lambda one=one, own=own: [e for e in event_archive.read(one.aws, one.outputs) if e.aggregate_id == own],
            seconds=PATIENCE,
        )
        mails = eventually(
            lambda one=one, own=own: [mail for mail in one.mails() if own in mail["BodyText"]], seconds=PATIENCE
        )
        said = json.dumps([event.wire for event in event_archive.read(one.aws, one.outputs)])

        assert [json.loads(event.wire)["name"] for event in told] == ["orders.OrderPlaced"]
        assert [mail["Source"] for mail in mails] == [f"shop@{one.outputs.env}.souk.example"]
        assert [other for env, other in orders.items() if env != one.outputs.env and other in said] == []


def test_no_two_share_an_address_or_a_name(many: list[Cloud]) -> None:
    names = []
    for told in (one.outputs for one in many):
        own = [told.user_pool_id, told.user_pool_client_id, told.topic_arn, told.event_stream_name]
        by_service = (told.apis, told.tables, told.queues, told.dlqs)
        names.append([*own, told.event_archive_name, *(name for some in by_service for name in some.values())])

    everything = [name for some in names for name in some]
    assert len(everything) == len(set(everything)) == COUNT * len(names[0])
