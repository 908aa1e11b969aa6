"""The rules of membership: months, what adds up, what is taken back. Time is passed in, so nobody waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from premium.domain.membership import Erased, Membership, NotAMember
from premium.domain.span import FOREVER, add_months, months_of
from premium.events_out import MembershipEvent

START = datetime(2026, 1, 31, 10, 30, tzinfo=UTC)
DAY = timedelta(days=1)
# The same examples on every machine, however slow it is.
SETTINGS = settings(
    max_examples=200, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
months = st.integers(1, 60)
orders = st.lists(st.tuples(moments, months), min_size=1, max_size=8)


def member(*bought: tuple[datetime, int], now: datetime = START) -> Membership:
    """A customer who placed these orders, in this sequence."""
    membership = Membership("alice")
    for number, (at, count) in enumerate(bought):
        membership.buy(f"order-{number}", count, at, now)
    return membership


def news(membership: Membership) -> list[str]:
    """The recorded events as short names with their reasons: `Began bought`."""
    return [
        f"{event.name.removeprefix('premium.Membership')} {event.reason}"
        for event in membership.events
        if isinstance(event, MembershipEvent)
    ]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-06-15", 0, "2026-06-15"),
        ("9999-01-01", 12, "9999-12-31"),
        ("2026-01-01", 10**6, "9999-12-31"),
    ],
)
def test_months_are_calendar_months(start: str, count: int, end: str) -> None:
    moment = datetime.fromisoformat(f"{start}T00:00:00+00:00")

    assert add_months(moment, count).date().isoformat() == end


def test_months_are_counted_in_utc() -> None:
    in_auckland = datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=13)))

    assert add_months(in_auckland, 1) == datetime(2026, 3, 28, 20, tzinfo=UTC)


@SETTINGS
@given(moments, months)
def test_a_month_later_is_in_that_month_on_that_day_or_its_last(moment: datetime, count: int) -> None:
    later = add_months(moment, count)

    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == count
    assert later.timetz() == moment.timetz()
    assert later.day == moment.day or (later + DAY).day == 1


@SETTINGS
@given(orders, st.randoms())
def test_the_end_does_not_depend_on_the_sequence_in_which_orders_are_heard(
    bought: list[tuple[datetime, int]], random: Random
) -> None:
    numbered = list(enumerate(bought))
    now = min(at for at, _ in bought)
    ends = []
    for _ in range(2):
        membership = Membership("alice")
        for number, (at, count) in numbered:
            membership.buy(f"order-{number}", count, at, now)
        ends.append((membership.since, membership.until))
        random.shuffle(numbered)

    assert ends[0] == ends[1]


@SETTINGS
@given(moments, months, months)
def test_what_two_orders_bought_adds_up(at: datetime, first: int, second: int) -> None:
    assert member((at, first), (at, second), now=at).until == add_months(at, first + second)


@SETTINGS
@given(orders, st.integers(0, 7))
def test_a_cancelled_order_is_as_one_that_was_never_placed(bought: list[tuple[datetime, int]], index: int) -> None:
    index %= len(bought)
    now = min(at for at, _ in bought)
    cancelled, without = member(*bought, now=now), Membership("alice")
    for number, (at, count) in enumerate(bought):
        if number != index:
            without.buy(f"order-{number}", count, at, now)

    cancelled.cancel(f"order-{index}", now, now)

    assert cancelled.active == without.active
    assert not without.active or (cancelled.since, cancelled.until) == (without.since, without.until)


@SETTINGS
@given(orders, st.lists(st.tuples(st.booleans(), st.integers(0, 7)), max_size=20))
def test_duplicates_and_late_events_change_nothing(
    bought: list[tuple[datetime, int]], again: list[tuple[bool, int]]
) -> None:
    now = min(at for at, _ in bought)
    membership = member(*bought, now=now)
    membership.cancel("order-0", now, now)
    before = (list(membership.entries), membership.active, membership.until, news(membership))

    for is_cancellation, index in again:
        number = index % len(bought)
        at, count = bought[number]
        if is_cancellation:
            membership.cancel("order-0", now, now)
        else:
            membership.buy(f"order-{number}", count, at, now)

    assert (membership.entries, membership.active, membership.until, news(membership)) == before


def test_an_order_within_the_membership_prolongs_it_and_one_after_its_end_begins_anew() -> None:
    within = member((START, 1), (START + 10 * DAY, 1))
    after = member((START, 1), (START + 60 * DAY, 1), now=START + 60 * DAY)

    assert within.until == datetime(2026, 3, 31, 10, 30, tzinfo=UTC)
    assert after.since == START + 60 * DAY


def test_an_order_after_an_end_that_nobody_announced_yet_announces_both() -> None:
    membership = member((START, 1))

    membership.buy("another", 1, START + 60 * DAY, START + 60 * DAY)

    assert news(membership) == ["Began bought", "Ended expired", "Began bought"]


def test_a_membership_that_was_over_before_it_was_heard_of_is_not_announced() -> None:
    assert news(member((START, 1), now=START + 60 * DAY)) == []


def test_the_end_is_exclusive_and_expires_once() -> None:
    membership = member((START, 1))
    end = membership.until
    assert end

    assert membership.is_active(end - timedelta(microseconds=1))
    assert not membership.is_active(end)
    for _ in range(2):
        membership.expire(end)
    assert news(membership) == ["Began bought", "Ended expired"]
    assert membership.until == end


def test_staff_grant_months_and_revoke_all_of_them() -> None:
    membership = member((START, 12))

    granted = membership.grant(1, "Sorry", START + DAY)
    revoked = membership.revoke("Shared", START + 2 * DAY)
    membership.buy("heard late", 12, START + DAY, START + 3 * DAY)
    membership.cancel("order-0", START + 3 * DAY, START + 3 * DAY)

    assert granted.until == add_months(START, 13)
    assert (revoked.until, membership.until) == (START + 2 * DAY, START + 2 * DAY)
    assert news(membership) == ["Began bought", "Prolonged granted", "Ended revoked"]
    assert [event.reason for event in membership.entries] == ["", "Sorry", "Shared", ""]


def test_an_order_after_a_revocation_begins_a_membership_of_its_own() -> None:
    membership = member((START, 12))
    membership.revoke("Shared", START + DAY)

    membership.buy("another", 1, START + 2 * DAY, START + 2 * DAY)

    assert membership.until == add_months(START + 2 * DAY, 1)


def test_only_a_member_can_be_revoked() -> None:
    for membership in (Membership("alice"), member((START, 1))):
        with pytest.raises(NotAMember):
            membership.revoke("Shared", START + 60 * DAY)


def test_an_erased_customer_gets_and_keeps_nothing() -> None:
    membership = member((START, 12))
    membership.erase()

    membership.buy("late", 12, START, START)
    membership.cancel("order-0", START, START)

    assert (membership.entries, membership.active, membership.until, membership.events) == ([], False, None, [])
    with pytest.raises(Erased):
        membership.grant(1, "Sorry", START)
    with pytest.raises(Erased):
        membership.revoke("Sorry", START)


def test_a_membership_ends_before_the_calendar_does() -> None:
    assert member((START, 12 * 10**6), (START, 12)).until == FOREVER


def test_quantities_count_and_other_products_do_not() -> None:
    assert months_of([("PREMIUM-YEAR", 2), ("PREMIUM-MONTH", 3), ("HUB-MINI", 9)]) == 27
    assert months_of([("HUB-MINI", 1)]) == 0
