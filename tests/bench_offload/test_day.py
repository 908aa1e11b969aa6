"""The release day on paper is counted rightly."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bench_offload.day import MINUTES, Fleet, Group, Minute, Scenario, longest_wait, simulate

EIGHT_MB_A_MINUTE = 8_000_000 / 60
"""Bytes a second."""
SMALL = Fleet(gadgets=3600, metadata_bytes=0)
"""Ten of them check in a minute."""


def day(fleet: Fleet, offloaded: bool, **group: Any) -> list[Minute]:
    return simulate(fleet, Scenario("", offloaded, Group(target=3000, most=8, **group)))


def test_with_cloudfront_the_origin_answers_each_cache_once_in_a_lifetime() -> None:
    with_it, without = (day(Fleet(), offloaded) for offloaded in (True, False))

    assert sum(minute.requests for minute in with_it) == 13 * (2 * MINUTES + 3)
    assert round(sum(minute.requests for minute in without)) == 1_000_000 * (4 * 2 + 3)
    assert [minute.viewer_requests for minute in with_it] == [minute.viewer_requests for minute in without]
    assert {minute.instances for minute in with_it} == {2}


def test_no_more_caches_ask_than_gadgets() -> None:
    with_it = day(Fleet(gadgets=360), True)

    assert with_it[0].requests == 2
    assert sum(minute.bytes_sent for minute in with_it) == 8_000_000 + 2_000 * (2 * MINUTES + 2)


@pytest.mark.parametrize("offloaded", [True, False])
def test_each_gadget_downloads_once(offloaded: bool) -> None:
    result = day(SMALL, offloaded)

    assert round(sum(minute.viewer_bytes for minute in result)) == 3600 * 8_000_000
    assert round(result[-1].updated) == 3600


def test_gadgets_take_the_release_over_one_period_after_it() -> None:
    result = day(SMALL, False)

    assert [round(result[minute].updated) for minute in (539, 540, 719, 899, 1439)] == [0, 10, 1800, 3600, 3600]


def test_instances_send_no_more_than_their_network_and_the_rest_waits() -> None:
    result = day(SMALL, False, bytes_a_second=EIGHT_MB_A_MINUTE)

    assert {round(minute.bytes_sent) for minute in result[540:]} == {2 * 8_000_000}
    assert [round(result[minute].waiting) for minute in (540, 541, 899)] == [8, 16, 2880]
    assert round(result[-1].updated) == 2 * 900


def test_metadata_is_sent_before_firmware() -> None:
    slow = Fleet(gadgets=3600, metadata_bytes=1_000_000)

    before, after = (day(slow, False, bytes_a_second=EIGHT_MB_A_MINUTE * 2)[minute] for minute in (539, 540))

    assert before.bytes_sent == 20 * 1_000_000
    assert (after.bytes_sent, after.waiting) == (40 * 1_000_000, 10)


def test_the_group_grows_after_three_minutes_over_its_target_and_shrinks_after_fifteen_below() -> None:
    group = Group(target=100, most=20)

    grown = [group.follow(1000) for _ in range(3)]
    shrunk = [group.follow(100) for _ in range(17)]

    assert grown == [2, 2, 10]
    assert shrunk == [10] * 14 + [2] * 3


def test_a_new_instance_is_paid_for_at_once_and_serves_after_its_warmup() -> None:
    group = Group(target=100, most=20, warmup=2, bytes_a_second=1)
    for _ in range(3):
        group.follow(1000)

    serving = [(group.size, group.serving)]
    for _ in range(2):
        group.follow(1000)
        serving.append((group.size, group.serving))

    assert serving == [(10, 2), (10, 2), (10, 10)]
    assert group.bytes_a_minute == 600


def test_the_group_keeps_within_its_bounds() -> None:
    group = Group(target=100, most=4)

    assert [group.follow(10_000) for _ in range(20)][-1] == 4
    assert [group.follow(0) for _ in range(40)][-1] == 2


def test_a_load_between_ninety_percent_and_the_target_changes_nothing() -> None:
    group = Group(target=100, most=8, least=1)
    group.size = group.serving = 2

    assert {group.follow(2 * 95) for _ in range(60)} == {2}


def test_a_group_that_follows_bytes_grows_until_nothing_waits() -> None:
    target = EIGHT_MB_A_MINUTE * 60 * 0.8
    group = Group(target=target, most=40, by_bytes=True, bytes_a_second=EIGHT_MB_A_MINUTE)

    result = simulate(SMALL, Scenario("", False, group))

    assert max(minute.waiting for minute in result) > 0
    assert result[899].waiting == 0
    assert result[899].instances == 13
    assert result[-1].instances == 2


def test_the_longest_wait_is_that_of_the_last_gadget_in_a_queue() -> None:
    days = [day(SMALL, False, bytes_a_second=EIGHT_MB_A_MINUTE * downloads / 2) for downloads in (10, 9, 8, 2)]

    assert [longest_wait(SMALL, each) for each in days] == [0, 40, 90, None]
