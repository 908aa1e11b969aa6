"""Logs: JSON lines that can be tied together, and nothing about people."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from chassis.core import metrics
from chassis.messaging.consumer import Consumer
from chassis.runtime import logs
from tests.chassis.test_consumer import Baked, Kitchen, baked, on_baked
from tests.gateway import REQUEST_ID, Client
from tests.ids import id_of
from tests.lambdas import PLENTY, Parked, sqs_batch
from tests.tokens import Pool

SECRETS = ("Annalena", "Musterfrau", "annalena", "example.com", "Bearer", "eyJ")
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(own_logging: None) -> Lines:
    """The log lines, parsed."""
    logs.configure("tiny", "dev")
    written = StringIO()
    for handler in logging.getLogger().handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_is_one_json_object(lines: Lines) -> None:
    logging.getLogger("chassis").info("published\ntwice", extra={"sequence": 2})

    [line] = lines()
    assert (line["message"], line["level"], line["logger"]) == ("published\ntwice", "INFO", "chassis")
    assert (line["service"], line["sequence"]) == ("tiny", 2)
    assert line["time"]


def test_lines_carry_the_ids_they_were_bound_to(lines: Lines) -> None:
    with logs.bound(event_id="1"), logs.bound(trace_id="1-5759e988"):
        logging.getLogger("chassis").info("inside")
    logging.getLogger("chassis").info("outside")

    inside, outside = lines()
    assert (inside["event_id"], inside["trace_id"]) == ("1", "1-5759e988")
    assert "event_id" not in outside


def test_a_line_can_be_counted_by_an_alarm(lines: Lines) -> None:
    logging.getLogger("chassis").error("parked an event row", extra={"metric": metrics.UNUSABLE_ROWS})

    [line] = lines()
    [definition] = line["_aws"]["CloudWatchMetrics"]
    assert (definition["Namespace"], definition["Dimensions"]) == ("souk", [["environment", "service"]])
    assert [metric["Name"] for metric in definition["Metrics"]] == ["UnusableRows"]
    assert (line["UnusableRows"], line["environment"], line["service"]) == (1, "dev", "tiny")
    assert line["_aws"]["Timestamp"]


def test_a_failure_is_one_line_too(lines: Lines) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        logging.getLogger("chassis").exception("unexpected")

    [line] = lines()
    assert "ZeroDivisionError" in line["exc_info"]


def test_what_others_chat_about_is_not_ours(lines: Lines) -> None:
    logging.getLogger("httpx").info("GET https://users.example/customers/annalena")
    logging.getLogger("botocore.hooks").info("signing")
    logging.getLogger("mangum.http").info("GET /customers/annalena 200")

    assert lines() == []


def test_less_can_be_logged(own_logging: None) -> None:
    logs.configure("tiny", "dev", "WARNING")

    assert not logging.getLogger("chassis").isEnabledFor(logging.INFO)


def test_a_request_is_logged_by_its_ids_and_without_its_person(lines: Lines, tiny: Client, pool: Pool) -> None:
    note = {"name": "Annalena Musterfrau", "email": "annalena@example.com"}
    anna = tiny.with_headers(Authorization=f"Bearer {pool.token('annalena', 'staff')}")

    answers = [
        anna.put("/notes/annalena", note),
        anna.put("/notes/annalena", {**note, "age": "annalena@example.com", "email": 7}),
        anna.post("/notes", note, key="annalena@example.com"),
        anna.get("/things", {"cursor": "annalena@example.com" * 99}),
        anna.get("/annalena@example.com"),
        tiny.with_headers(Authorization="Bearer annalena@example.com").get("/things/lamp"),
        anna.get("/things/annalena@example.com"),
    ]

    logged = lines()
    assert [answer.status for answer in answers] == [200, 422, 400, 400, 404, 401, 500]
    assert {line["request_id"] for line in logged} == {REQUEST_ID}
    assert len([line for line in logged if line["message"] == "answered"]) == len(answers)
    text = "\n".join(json.dumps({**line, "exc_info": ""}) for line in logged)
    assert not [secret for secret in SECRETS if secret in text]


def test_events_are_logged_by_their_ids_and_without_their_person(lines: Lines) -> None:
    hers = baked("Annalena", id=id_of("hers"), trace="1-5759e988")
    batch = sqs_batch(hers, baked("annalena@example.com", id=7), "Annalena")

    ports = {Kitchen: Kitchen(Annalena=OSError("no oven"))}
    Consumer({Baked: on_baked}, Parked(), ports).sqs(batch, PLENTY)

    logged = [line for line in lines() if line["logger"] == "chassis.messaging.consumer"]
    assert [line["message"] for line in logged] == [
        "will come again",
        "parked a message",
        "parked a message",
    ]
    assert (logged[0]["event_id"], logged[0]["trace_id"]) == (id_of("hers"), "1-5759e988")
    assert not [secret for secret in SECRETS if secret in json.dumps(logged)]
