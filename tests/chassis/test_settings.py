"""Settings: typed, complete before anything starts, and silent about their values."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from chassis.messaging.outbox_relay import relay_from
from chassis.runtime.settings import (
    ApiSettings,
    BusSettings,
    InvalidSettings,
    QueueSettings,
    Settings,
    TableSettings,
)

COMPLETE = {
    "SERVICE": "orders",
    "ENVIRONMENT": "dev",
    "TABLE": "souk-dev-orders",
    "TOPIC_ARN": "arn:aws:sns:eu-central-1:123456789012:souk-dev-events.fifo",
    "EVENT_STREAM": "souk-dev-events",
    "QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/souk-dev-orders.fifo",
    "DLQ_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/souk-dev-orders-dlq.fifo",
    "AWS_REGION": "eu-central-1",
    "USER_POOL_ID": "eu-central-1_souk",
    "JWKS_URL": "https://keys.example/jwks.json",
}


class AllSettings(TableSettings, BusSettings, QueueSettings, ApiSettings):
    """Every mixin at once."""


def test_settings_are_read_from_the_environment() -> None:
    settings = TableSettings.load({**COMPLETE, "PATH": "/usr/bin"})

    assert (settings.service, settings.table, settings.log_level) == ("orders", "souk-dev-orders", "INFO")


def test_a_function_is_asked_for_no_more_than_it_uses() -> None:
    assert Settings.load({"SERVICE": "orders", "ENVIRONMENT": "dev"}).service == "orders"
    with pytest.raises(InvalidSettings, match="RelaySettings: missing or malformed: SERVICE, ENVIRONMENT, "):
        relay_from({"TABLE": "souk-dev-orders"})


def test_what_is_missing_is_named_all_at_once() -> None:
    with pytest.raises(InvalidSettings) as refusal:
        AllSettings.load({"TABLE": "souk-dev-orders"})

    for name in (
        "SERVICE",
        "TOPIC_ARN",
        "EVENT_STREAM",
        "QUEUE_URL",
        "DLQ_URL",
        "AWS_REGION",
        "USER_POOL_ID",
        "JWKS_URL",
    ):
        assert name in str(refusal.value)


def test_what_is_there_is_not_told() -> None:
    with pytest.raises(InvalidSettings) as refusal:
        TableSettings.load({"TABLE": "a-secret-name"})

    assert "a-secret-name" not in str(refusal.value)


def test_settings_stay_as_they_were_read() -> None:
    settings = TableSettings.load(COMPLETE)

    with pytest.raises(FrozenInstanceError):
        settings.table = "another"  # type: ignore[misc]


def test_tokens_are_issued_by_the_user_pool() -> None:
    issuer = ApiSettings.load(COMPLETE).issuer

    assert issuer == "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_souk"


def test_a_number_is_read_as_one_and_anything_else_is_refused() -> None:
    assert ApiSettings.load({**COMPLETE, "API_VERSION": "2"}).api_version == 2
    with pytest.raises(InvalidSettings, match="API_VERSION") as refusal:
        ApiSettings.load({**COMPLETE, "API_VERSION": "two"})

    assert "two" not in str(refusal.value)
