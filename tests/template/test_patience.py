"""Nobody waits for longer than the function that waits may run."""

from __future__ import annotations

from notifications.domain import MAIL_CLAIM
from tests.template.reading import FUNCTIONS, RESOURCES


def test_a_claim_on_a_mail_outlives_its_sender_and_ends_before_the_event_comes_again() -> None:
    visibility = RESOURCES["NotificationsQueue"]["Properties"]["VisibilityTimeout"]

    assert FUNCTIONS["NotificationsSqs"]["Timeout"] < MAIL_CLAIM.total_seconds() < visibility
