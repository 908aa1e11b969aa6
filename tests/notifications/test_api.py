"""The notifications API: its responses and its refusals."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.core.events import now
from notifications.domain import Kind, Notification
from tests.gateway import Client, claims
from tests.notifications.conftest import Post
from tests.notifications.facts import placed

UNKNOWN = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
PROTECTED = [
    ("GET", "/notifications"),
    ("POST", f"/notifications/{UNKNOWN}/read"),
    ("GET", "/notifications/preferences"),
    ("PUT", "/notifications/preferences"),
]


def test_a_customer_sees_what_they_were_told_newest_first(alice: Client, memory: Post) -> None:
    event = placed()
    memory.hear(event)

    newest, oldest = alice.get("/notifications").json["items"]

    assert oldest["kind"] == "welcome"
    assert newest == {
        "id": event.id,
        "kind": "order-placed",
        "title": "Your order is in",
        "text": "We have it, and pack it next.",
        "at": "2026-01-01T12:00:00Z",
        "about": "order-1",
        "read": False,
    }


def test_what_can_not_be_answered_is_left_out_and_counted(
    alice: Client, memory: Post, caplog: pytest.LogCaptureFixture
) -> None:
    memory.notifications.add(Notification("no-ulid", "alice", Kind.WELCOME, "Welcome", "Twice.", now()))

    answer = alice.get("/notifications")

    assert answer.status == 200
    assert [item["text"] for item in answer.json["items"]] == ["Good to have you here."]
    [line] = [line for line in caplog.records if line.message == "left a row out"]
    assert (
        vars(line).items() >= {"id": "no-ulid", "cause": "fields that don't fit: id", "metric": "UnusableRows"}.items()
    )


def test_a_long_list_comes_in_pages(alice: Client, memory: Post) -> None:
    memory.hear(placed("order-1"), placed("order-2"))

    first = alice.get("/notifications", {"limit": "2"}).json
    rest = alice.get("/notifications", {"limit": "2", "cursor": first["next_cursor"]}).json

    assert [item["about"] for item in first["items"] + rest["items"]] == ["order-2", "order-1", None]
    assert rest["next_cursor"] is None


def test_what_was_read_stays_read_and_reading_again_is_fine(alice: Client) -> None:
    notification = alice.get("/notifications").json["items"][0]

    for _ in range(2):
        assert alice.post(f"/notifications/{notification['id']}/read").status == 204

    assert alice.get("/notifications").json["items"][0]["read"] is True


def test_a_customer_chooses_to_get_no_mail(alice: Client, memory: Post) -> None:
    assert alice.get("/notifications/preferences").json == {"mail": True}

    assert alice.put("/notifications/preferences", {"mail": False}).json == {"mail": False}

    assert alice.get("/notifications/preferences").json == {"mail": False}
    assert memory.contacts.get("alice").wants_mail is False


def test_somebody_elses_notification_is_not_found(bob: Client, alice: Client) -> None:
    alices = alice.get("/notifications").json["items"][0]

    assert bob.post(f"/notifications/{alices['id']}/read").problem == "not-found"
    assert alice.get("/notifications").json["items"][0]["read"] is False


@pytest.mark.parametrize("notification_id", [UNKNOWN, "not-an-id"])
def test_what_is_not_there_is_not_found(alice: Client, notification_id: str) -> None:
    assert alice.post(f"/notifications/{notification_id}/read").problem == "not-found"


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_nobody_gets_in_without_a_token(api: Client, method: str, path: str) -> None:
    assert api.request(method, path).problem == "unauthenticated"


@pytest.mark.parametrize("token_use", ["id", "refresh"])
@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_no_other_token_than_an_access_token_gets_in(api: Client, method: str, path: str, token_use: str) -> None:
    visitor = api.with_claims({**claims("alice"), "token_use": token_use})

    assert visitor.request(method, path).problem == "unauthenticated"


@pytest.mark.parametrize("body", [{}, {"mail": "yes"}, {"mail": 1}, {"mail": True, "sms": True}, []])
def test_preferences_that_do_not_fit_are_refused(alice: Client, memory: Post, body: Any) -> None:
    assert alice.put("/notifications/preferences", body).problem == "unprocessable"
    assert memory.contacts.get("alice").wants_mail is True


def test_a_body_that_can_not_be_read_is_refused(alice: Client) -> None:
    path, json = "/notifications/preferences", {"Content-Type": "application/json"}

    assert alice.request("PUT", path, headers=json, body="{").problem == "bad-request"
    assert alice.request("PUT", path, headers={"Content-Type": "text/plain"}, body="no").problem == "unsupported-media"
    assert alice.request("PUT", path, headers=json, body=" " * 300_000).problem == "too-large"


@pytest.mark.parametrize("query", [{"cursor": "nonsense"}, {"limit": "0"}, {"limit": "101"}, {"limit": "many"}])
def test_a_page_that_makes_no_sense_is_refused(alice: Client, query: dict[str, str]) -> None:
    assert alice.get("/notifications", query).problem == "bad-request"
