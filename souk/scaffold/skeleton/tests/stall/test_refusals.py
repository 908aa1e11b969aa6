"""Rejected requests of the stall API: each has the right status and type, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stall.fakes import MemoryWidgets
from tests.stall.test_routes import KEY

from tests.gateway import Client, claims

UNKNOWN = "01KAQ4N9T4W6M2J8ZC5R7XVBEH"
PROTECTED = [("POST", "/widgets"), ("GET", "/widgets"), ("GET", f"/widgets/{UNKNOWN}")]


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_without_an_access_token_nobody_gets_in(api: Client, method: str, path: str) -> None:
    assert api.request(method, path).problem == "unauthenticated"
    assert api.with_claims(claims("alice", token_use="id")).request(method, path).problem == "unauthenticated"


@pytest.mark.parametrize(
    "body",
    [{}, *({"name": name} for name in ("", "  ", 7, "x" * 121, "A\0", "\u202eA")), {"name": "A", "colour": "red"}],
)
def test_what_does_not_fit_is_refused(alice: Client, widgets: MemoryWidgets, body: dict[str, Any]) -> None:
    assert alice.post("/widgets", body, key=KEY).problem == "unprocessable"
    assert len(widgets) == 1


@pytest.mark.parametrize("key", [None, "short", "with spaces and more", "x" * 129])
def test_a_widget_needs_a_proper_idempotency_key(alice: Client, widgets: MemoryWidgets, key: str | None) -> None:
    assert alice.post("/widgets", {"name": "The first one"}, key=key).problem == "bad-request"
    assert len(widgets) == 1


def test_a_key_that_was_used_for_another_widget_is_refused(alice: Client, widgets: MemoryWidgets) -> None:
    alice.post("/widgets", {"name": "The first one"}, key=KEY)

    assert alice.post("/widgets", {"name": "Another one"}, key=KEY).problem == "key-reused"
    assert len(widgets) == 2


def test_who_asked_to_be_forgotten_makes_nothing_with_a_token_that_is_still_valid(
    alice: Client, widgets: MemoryWidgets
) -> None:
    alice.post("/widgets", {"name": "The first one"}, key=KEY)
    widgets.erase_owner("alice")

    refused = alice.post("/widgets", {"name": "Another one"}, key=f"{KEY}-2")

    assert (refused.status, refused.problem) == (409, "erased")
    assert alice.get("/widgets").json["items"] == []
    assert len(widgets) == 1


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"limit": "many"}])
def test_a_page_has_a_size(alice: Client, query: dict[str, str]) -> None:
    assert alice.get("/widgets", query).status in (400, 422)


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "bnVsbA"])
def test_a_made_up_cursor_is_refused(alice: Client, cursor: str) -> None:
    assert alice.get("/widgets", {"cursor": cursor}).problem == "bad-request"


def test_what_is_unknown_or_somebody_elses_is_not_found(alice: Client, api: Client) -> None:
    created = alice.post("/widgets", {"name": "The first one"}, key=KEY).json

    for widget_id in (created["id"], UNKNOWN, "not-an-id"):
        assert api.as_customer("bob").get(f"/widgets/{widget_id}").problem == "not-found"
