"""The initial code of events and reactions."""

IMPORTS_OF_ANNOUNCED = (
    "from typing import Literal",
    "from pydantic import Field",
    "from chassis.core.events import Announcement",
)

EVENTS_OUT = '''"""The events that {service} announces. Fields are only added; a breaking change is a new version."""

from __future__ import annotations

EVENTS_OUT = ()
'''

ANNOUNCED = '''
class {fact}(Announcement):
    """{words}."""

    name: Literal["{service}.{fact}"] = "{service}.{fact}"
    version: Literal[1] = 1
    EXAMPLE = {{"id": "01M86D80GKV1FZ0S3QJ8N5RX2C", "at": "2026-11-24T09:12:30.482913Z"}}
    aggregate_id: str = Field(description="The id of the aggregate.", examples=["01M86D80GJJHNTCRDYA5K3S80K"])
'''

HEARD = '''
class {kind}(Event):
    """{words}, as {announcer} announces it."""

    name: Literal["{announcer}.{fact}"] = "{announcer}.{fact}"
    version: Literal[{version}] = {version}
'''

REACTION = """
def on_{snake}(event: {kind}) -> None:
    # To be replaced by the call of an action.
    log.info("received", extra={{"about": event.aggregate_id}})
"""

TEST = '''"""The reaction of {service} to {key}."""

from __future__ import annotations

import json
import logging

import pytest

from chassis.messaging.consumer import Consumer
from {service}.events_in import {kind}
from {service}.reactions import REACTIONS
from tests.lambdas import PLENTY, Parked, sqs_batch

FACT = {{
    "id": "01M86D80GJCJQMKY5HDTGP3BAT",
    "name": "{announcer}.{fact}",
    "version": {version},
    "at": "2026-01-01T12:00:00Z",
    "aggregate_id": "the-thing",
    "sequence": 1,
    "trace": "",
}}


def test_{snake}_is_received(caplog: pytest.LogCaptureFixture) -> None:
    parked = Parked()
    caplog.set_level(logging.INFO)

    answer = Consumer({{{kind}: REACTIONS[{kind}]}}, parked, {{}}).sqs(sqs_batch(json.dumps(FACT)), PLENTY)

    assert answer == {{"batchItemFailures": []}}
    assert parked.letters == []
    assert [vars(record)["about"] for record in caplog.records if record.message == "received"] == ["the-thing"]
'''
