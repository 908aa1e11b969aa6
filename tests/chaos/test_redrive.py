"""Thousands of dead letters are redriven, and the command is killed midway: each is handled once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from uuid import uuid4

import pytest

from chassis.core.events import new_id
from souk.dead_letters import queue
from souk.dead_letters.message import QUARANTINE
from tests.chaos.scale import LETTERS
from tests.chaos.snapshot import waiting
from tests.chaos.system import System
from tests.chaos.test_poison import letters, missing, placed
from tests.cloud import SOUK, souk
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]


def park(chaos: System, bodies: list[str]) -> None:
    """Park messages in the dead-letter queue of notifications."""
    for start in range(0, len(bodies), 10):
        entries = [
            {
                "Id": str(n),
                "MessageBody": body,
                "MessageGroupId": uuid4().hex,
                "MessageDeduplicationId": uuid4().hex,
                "MessageAttributes": {"cause": {"DataType": "String", "StringValue": "KeyError in tell"}},
            }
            for n, body in enumerate(bodies[start : start + 10])
        ]
        chaos.cloud.aws.sqs.send_message_batch(QueueUrl=chaos.cloud.outputs.dlqs["notifications"], Entries=entries)


def test_a_redrive_that_is_killed_midway_loses_and_doubles_nothing(chaos: System) -> None:
    customer = chaos.cloud.customer()
    customer.put("notifications", "/notifications/preferences", json={"mail": False}).raise_for_status()
    customer_id = customer.get("users", "/users/me").json()["id"]
    events = [placed(customer_id, new_id()) for _ in range(LETTERS)]
    park(chaos, [json.dumps(event) for event in events])
    url = chaos.cloud.outputs.dlqs["notifications"]

    environ = {**os.environ, "SOUK_HOME": str(chaos.cloud.home)}
    command = subprocess.Popen(
        [SOUK, "dlq", "redrive", "notifications", "--env", "chaos"], env=environ, stdout=subprocess.DEVNULL
    )
    eventually(lambda: waiting(chaos.cloud, url) < LETTERS * 0.7, pause=0.05)
    command.send_signal(signal.SIGKILL)
    command.wait()
    left = waiting(chaos.cloud, url)
    assert left, "it ended before it was killed"

    # The letters that it had received become visible again.
    def emptied() -> bool:
        souk(chaos.cloud.home, "dlq", "redrive", "notifications", "--env", "chaos")
        return waiting(chaos.cloud, url) == 0

    eventually(emptied, seconds=queue.MIN_VISIBILITY_TIMEOUT + LETTERS / queue.LETTERS_A_SECOND + 240, pause=10)

    eventually(lambda: not missing(chaos, [event["id"] for event in events]), seconds=240 + LETTERS / 10, pause=2)
    notifications = chaos.reader.notifications([customer_id])
    assert sorted(row["id"] for row in notifications) == sorted(
        [event["id"] for event in events] + [row["id"] for row in notifications if row["kind"] == "welcome"]
    )
    assert {row["version"] for row in notifications if row["kind"] != "welcome"} == {1}, "notified more than once"


def test_a_letter_that_fails_again_and_again_is_quarantined(chaos: System) -> None:
    park(chaos, ["{"])
    try:
        for _ in range(QUARANTINE):
            souk(chaos.cloud.home, "dlq", "redrive", "notifications", "--env", "chaos")
            eventually(lambda: letters(chaos))

        (letter,) = letters(chaos)
        assert letter.is_quarantined
        assert "1 stay in quarantine" in souk(chaos.cloud.home, "dlq", "redrive", "--env", "chaos").stdout
        assert [remaining.id for remaining in letters(chaos)] == [letter.id]

        listed = json.loads(souk(chaos.cloud.home, "dlq", "ls", "--env", "chaos", "--json").stdout)
        assert [letter["cause"] for letter in listed["letters"]] == ["the body is not a JSON object"]
        assert "quarantined" in souk(chaos.cloud.home, "dlq", "ls", "--env", "chaos").stdout
        assert letter.id in souk(chaos.cloud.home, "dlq", "show", letter.id, "--env", "chaos").stdout
        dry_run = souk(chaos.cloud.home, "dlq", "redrive", "--only", letter.id, "--dry-run", "--env", "chaos")
        assert "1 would be sent back" in dry_run.stdout
    finally:
        dropped = souk(chaos.cloud.home, "dlq", "drop", "notifications", "--only", "*", "--yes", "--env", "chaos")
    assert "1 deleted" in dropped.stdout
    assert letters(chaos) == []
