"""Nobody waits for longer than the function that waits may run."""

from __future__ import annotations

import pytest

from chassis.runtime import http_client
from chassis.runtime.aws_config import CONFIG, CONFIG_BRIEF, LONGEST_PAUSE, AwsConfig
from chassis.runtime.deadline import MARGIN
from notifications.domain import MAIL_CLAIM
from tests.template.reading import FUNCTIONS, RESOURCES, defaults

TIMEOUTS = {name: function.get("Timeout", defaults(name)["Timeout"]) for name, function in sorted(FUNCTIONS.items())}
BRIEF = {"UsersCognito"}


def patience(config: AwsConfig) -> float:
    """The seconds that one call to AWS may take, with all of its tries."""
    return config.attempts * config.longest_try - (LONGEST_PAUSE if config.attempts > 1 else 0)


@pytest.mark.parametrize("function", TIMEOUTS)
def test_a_call_to_aws_that_hangs_is_answered_before_the_function_is_cut_off(function: str) -> None:
    config, calls = (CONFIG_BRIEF, 2) if function in BRIEF else (CONFIG, 1)

    assert calls * patience(config) + MARGIN <= TIMEOUTS[function]


def test_a_call_to_another_service_that_hangs_is_answered_before_the_function_is_cut_off() -> None:
    timeout = http_client.TIMEOUT
    assert (timeout.connect or 0) + (timeout.read or 0) + http_client.LONGEST_PAUSE <= http_client.LONGEST_TRY
    tries = http_client.ATTEMPTS * http_client.LONGEST_TRY
    assert min(TIMEOUTS["OrdersHttp"], TIMEOUTS["OrdersV2Http"]) >= tries + MARGIN


def test_a_claim_on_a_mail_outlives_its_sender_and_ends_before_the_event_comes_again() -> None:
    visibility = RESOURCES["NotificationsQueue"]["Properties"]["VisibilityTimeout"]

    assert TIMEOUTS["NotificationsSqs"] < MAIL_CLAIM.total_seconds() < visibility
