"""The lifetime of an environment."""

from datetime import UTC, datetime, timedelta

import pytest

from souk.environments import lifetime

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("3d", timedelta(days=3)),
        ("2w", timedelta(days=14)),
    ],
)
def test_a_time_to_live_is_in_minutes_hours_days_or_weeks(text, expected):
    assert lifetime.parse(text) == expected


def test_an_environment_expires_at_its_time_and_not_before():
    expires_at = lifetime.expiry(timedelta(hours=1), NOW)

    assert not lifetime.is_expired(expires_at, NOW + timedelta(minutes=59, seconds=59))
    assert lifetime.is_expired(expires_at, NOW + timedelta(hours=1))


@pytest.mark.parametrize("expires_at", ["never", "", "next week"])
def test_pinned_environments_and_those_without_an_expiry_never_expire(expires_at):
    assert not lifetime.is_expired(expires_at, NOW + timedelta(days=10_000))


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
def test_the_remaining_time_is_shown_in_one_unit(life, shown):
    assert lifetime.remaining(lifetime.expiry(life, NOW), NOW) == shown


def test_without_an_expiry_nothing_is_shown():
    assert lifetime.remaining("", NOW) == ""
