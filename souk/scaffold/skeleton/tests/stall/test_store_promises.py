"""The promises of the `Widgets` port, kept by the fake and by the store in DynamoDB."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.stall.fakes import MemoryWidgets

from chassis.core.errors import BadRequest, KeyReused, StillInProgress
from chassis.core.identity import IdempotencyKey, Identity
from stall.actions import create_widget, find_widget
from stall.domain import Erased, Widget
from stall.ports import Widgets


def a_request(body: str = "its body") -> IdempotencyKey:
    return IdempotencyKey(uuid4().hex, body)


def test_what_was_added_is_there_as_it_was(everything: Widgets) -> None:
    widget = Widget.create("alice", "The first one")

    everything.add(widget, a_request())

    kept = everything.get(widget.id)
    assert kept
    assert (kept.owner_id, kept.name, kept.created_at) == ("alice", "The first one", widget.created_at)
    assert (kept.version, kept.sequence, kept.events) == (1, 1, [])
    assert everything.get("01KAQ4N9T4W6M2J8ZC5R7XVBEH") is None


def test_a_request_makes_one_widget_and_recalls_it(everything: Widgets) -> None:
    key, widget = a_request(), Widget.create("alice", "The first one")
    assert everything.find_by_request(key) is None

    everything.add(widget, key)

    with pytest.raises(StillInProgress):
        everything.add(Widget.create("alice", "Its twin"), key)
    recalled = everything.find_by_request(key)
    assert recalled
    assert recalled.id == widget.id
    assert [kept.id for kept in everything.list_by_owner("alice", 10, None).items] == [widget.id]
    with pytest.raises(KeyReused):
        everything.find_by_request(IdempotencyKey(key.id, "another body"))


def test_a_list_is_its_owners_newest_first_and_goes_on_at_its_cursor(everything: Widgets) -> None:
    created = [Widget.create("alice", f"Number {n}") for n in range(3)]
    for widget in [*created, Widget.create("bob", "His")]:
        everything.add(widget, a_request())

    first = everything.list_by_owner("alice", 2, None)
    rest = everything.list_by_owner("alice", 2, first.next_cursor)

    assert [kept.id for kept in first.items + rest.items] == sorted((widget.id for widget in created), reverse=True)
    assert rest.next_cursor is None
    with pytest.raises(BadRequest):
        everything.list_by_owner("alice", 2, "nonsense")


def test_what_is_forgotten_is_gone_and_the_rest_stays(everything: Widgets) -> None:
    hers, his = Widget.create("alice", "Hers"), Widget.create("bob", "His")
    for widget in (hers, his):
        everything.add(widget, a_request())

    for _ in range(2):
        everything.erase_owner("alice")

    assert everything.get(hers.id) is None
    assert everything.list_by_owner("alice", 10, None).items == []
    assert everything.get(his.id)


def test_from_a_person_who_was_forgotten_nothing_is_taken_any_more(everything: Widgets) -> None:
    key = a_request()
    everything.erase_owner("alice")

    with pytest.raises(Erased):
        everything.add(Widget.create("alice", "Too late"), key)

    assert everything.list_by_owner("alice", 10, None).items == []
    assert everything.find_by_request(key) is None
    everything.add(Widget.create("bob", "His"), key)


class Twin(MemoryWidgets):
    """The same request comes twice at once, and the other one is through before this one is kept."""

    def add(self, widget: Widget, key: IdempotencyKey) -> None:
        if self.find_by_request(key) is None:
            super().add(Widget.create(widget.owner_id, widget.name), key)
        super().add(widget, key)


def test_the_same_request_twice_at_once_gets_one_answer() -> None:
    widgets = Twin()

    created = create_widget("alice", "The first one", a_request(), widgets)

    assert len(widgets) == 1
    assert find_widget(created.id, Identity("alice"), widgets).name == "The first one"


def test_the_same_request_again_gets_its_widget_although_its_owner_was_erased_since() -> None:
    widgets, key = MemoryWidgets(), a_request()
    first = create_widget("alice", "The first one", key, widgets)
    widgets.erase_owner("alice")

    again = create_widget("alice", "The first one", key, widgets)

    assert again.id == first.id
    assert len(widgets) == 0
