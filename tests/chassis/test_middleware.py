"""The front door of an API: its limits, its log line, and what it does when something breaks."""

from __future__ import annotations

import logging

import pytest

from chassis.web.app import create_app
from tests.chassis.conftest import TINY, Shelf
from tests.gateway import Client


class BrokenShelf(Shelf):
    """Fails in a way nobody foresaw."""

    def __getitem__(self, name: str) -> str:
        raise ZeroDivisionError("the secret of anna@example.com")


@pytest.mark.parametrize("operation", ["GET /nowhere", "DELETE /things", "GET /things/", "PATCH /notes"])
def test_what_is_not_in_the_contract_does_not_exist(tiny: Client, operation: str) -> None:
    method, path = operation.split()

    answer = tiny.request(method, path)

    assert (answer.status, answer.problem) == (404, "not-found")


def test_the_body_may_come_in_bytes(tiny: Client) -> None:
    headers = {"Content-Type": "Application/JSON;charset=UTF-8"}

    answer = tiny.as_staff().request("PUT", "/notes/1", headers=headers, body='{"name": "Ännä", "email": ""}'.encode())

    assert answer.json["name"] == "Ännä"


def test_a_body_of_exactly_256_kib_is_read(tiny: Client) -> None:
    head, tail = '{"email": "", "name": "', '"}'
    body = head + "x" * (256 * 1024 - len(head) - len(tail)) + tail

    answer = tiny.as_staff().request("PUT", "/notes/1", headers={"Content-Type": "application/json"}, body=body)
    longer = tiny.as_staff().request("PUT", "/notes/1", headers={"Content-Type": "application/json"}, body=body + " ")

    assert answer.status == 200
    assert longer.status == 413


def test_whatever_breaks_is_answered_without_its_text() -> None:
    broken = Client(create_app(TINY, {Shelf: BrokenShelf()})).as_customer("anna")

    answer = broken.get("/things/lamp")

    assert (answer.status, answer.problem) == (500, "unexpected")
    assert set(answer.json) == {"type", "title", "status"}


def test_a_port_that_nobody_plugged_in_is_our_own_mistake() -> None:
    answer = Client(create_app(TINY, {})).get("/things")

    assert answer.status == 500


def test_every_request_leaves_one_line_that_says_how_it_went(tiny: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "chassis"):
        tiny.as_customer("anna").get("/things/lamp")

    [line] = caplog.records
    assert line.getMessage() == "answered"
    extra = {name: getattr(line, name) for name in ("method", "route", "status")}
    assert extra == {"method": "GET", "route": "/things/{thing_id}", "status": 200}


def test_an_answer_names_the_trace_it_belongs_to(tiny: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")

    assert tiny.get("/things").headers["x-trace-id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert tiny.get("/nowhere").headers["x-trace-id"] == "1-5759e988-bd862e3fe1be46a994272793"


@pytest.mark.parametrize("values", [["1", "1"], ["", "5"], ["5", ""]])
def test_a_repeated_query_parameter_is_refused(tiny: Client, values: list[str]) -> None:
    answer = tiny.request("GET", "/things", query={"limit": values})

    assert (answer.status, answer.problem) == (400, "bad-request")
    assert answer.json["detail"] == "A query parameter is repeated: send it once."
