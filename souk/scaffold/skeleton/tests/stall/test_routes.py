"""Successful requests of the stall API."""

from __future__ import annotations

from tests.stall.fakes import MemoryWidgets

from tests.gateway import Client

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


def test_a_widget_is_made_announced_and_can_be_looked_at(alice: Client, widgets: MemoryWidgets) -> None:
    created = alice.post("/widgets", {"name": " The first one "}, key=KEY)

    assert created.status == 201
    assert created.json["name"] == "The first one"
    assert alice.get(f"/widgets/{created.json['id']}").json == created.json
    assert [(event.key(), event.aggregate_id) for event in widgets.announced] == [
        ("stall.WidgetCreated.v1", created.json["id"])
    ]


def test_the_same_request_twice_makes_one_widget(alice: Client, widgets: MemoryWidgets) -> None:
    first = alice.post("/widgets", {"name": "The first one"}, key=KEY)
    again = alice.post("/widgets", {"name": "The first one"}, key=KEY)

    assert (again.status, again.json) == (201, first.json)
    assert len(alice.get("/widgets").json["items"]) == 1
    assert len(widgets.announced) == 1


def test_pages_hold_every_own_widget_once_newest_first(alice: Client) -> None:
    created = [alice.post("/widgets", {"name": f"Number {n}"}, key=f"{KEY}-{n}").json["id"] for n in range(5)]

    seen, query = [], {"limit": "2"}
    while True:
        page = alice.get("/widgets", query).json
        seen += [widget["id"] for widget in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]

    assert seen == sorted(created, reverse=True)


def test_staff_may_look_at_anybodys_widget(alice: Client, api: Client) -> None:
    created = alice.post("/widgets", {"name": "The first one"}, key=KEY).json

    assert api.as_staff().get(f"/widgets/{created['id']}").json == created
