"""How long an environment lives."""

from datetime import UTC, datetime, timedelta

import pytest

from souk.environments import lifetime

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("3d", timedelta(days=3)),
        ("2w", timedelta(days=14)),
    ],
)
def test_a_time_to_live_is_said_in_minutes_hours_days_or_weeks(said, meant):
    assert lifetime.parse(said) == meant


def test_an_environment_is_over_at_its_time_and_not_before():
    expires_at = lifetime.expiry(timedelta(hours=1), NOW)

    assert not lifetime.is_over(expires_at, NOW + timedelta(minutes=59, seconds=59))
    assert lifetime.is_over(expires_at, NOW + timedelta(hours=1))


@pytest.mark.parametrize("kept", ["never", "", "next week"])
def test_what_is_pinned_or_was_never_given_an_end_is_never_over(kept):
    assert not lifetime.is_over(kept, NOW + timedelta(days=10_000))


@pytest.mark.parametrize(
    ("life", "shown"),
    [
        (timedelta(minutes=5), "5 min"),
        (timedelta(minutes=59, seconds=20), "59 min"),
        (timedelta(hours=1), "60 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=12), "12 h"),
        (timedelta(days=7), "7 d"),
        (timedelta(seconds=-1), "over"),
        (None, "pinned"),
    ],
)
def test_what_is_left_is_shown_as_people_say_it(life, shown):
    assert lifetime.left(lifetime.expiry(life, NOW), NOW) == shown


def test_nothing_is_shown_where_nobody_gave_an_end():
    assert lifetime.left("", NOW) == ""
