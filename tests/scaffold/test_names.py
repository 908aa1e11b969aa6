"""Valid and invalid names of a new service, event or reaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.scaffold import events, names, removal, service

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "thing", "things"),
    [
        ("pebbles", "pebble", "pebbles"),
        ("deliveries", "delivery", "deliveries"),
        ("boxes", "box", "boxes"),
        ("billing", "billing", "billings"),
        ("stock", "stock", "stocks"),
        ("campus", "campus", "campuses"),
    ],
)
def test_a_service_keeps_what_it_is_called_after(name: str, thing: str, things: str) -> None:
    assert names.choose(name, None, []) == names.Names(name, thing, things)


def test_a_service_may_keep_something_else() -> None:
    chosen = names.choose("billing", "invoice", [])

    assert chosen.put_into("def create_widget(): # A stall keeps a widget; DynamoWidgets, WIDGET, installed") == (
        "def create_invoice(): # A billing keeps an invoice; DynamoInvoices, INVOICE, installed"
    )
    assert chosen.put_into("test_a_widget_is_made") == "test_an_invoice_is_made"


@pytest.mark.parametrize(
    "name", ["", "Reviews", "my-reviews", "my_reviews", "ab", "x" * 21, "r2d2", "../reviews", "ré"]
)
def test_an_odd_name_is_refused(name: str) -> None:
    with pytest.raises(SoukError, match="can't be the name of a service"):
        names.choose(name, None, [])


@pytest.mark.parametrize("name", ["queue", "calendar", "fastapi", "tests", "souk", "chassis", "manifest", "package"])
def test_the_name_of_a_package_is_refused(name: str) -> None:
    with pytest.raises(SoukError, match="Python package"):
        names.choose(name, None, [])


@pytest.mark.parametrize(
    ("name", "thing"), [("pebbles", "event"), ("pebbles", "class"), ("pebbles", "list"), ("pebbles", "doc")]
)
def test_a_thing_that_means_something_else_is_refused(name: str, thing: str | None) -> None:
    with pytest.raises(SoukError, match="means something else") as refused:
        names.choose(name, thing, [])
    assert f"souk new service {name} --thing" in refused.value.hint


@pytest.mark.parametrize("name", ["event", "user", "api", "given", "environment"])
def test_a_name_that_the_template_begins_another_with_is_refused(name: str) -> None:
    with pytest.raises(SoukError, match="a template has"):
        service.service(ROOT, name, "pebble")


@pytest.mark.parametrize("name", ["orders", "users"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    with pytest.raises(SoukError, match="already"):
        service.service(ROOT, name, None)


def test_tests_that_are_there_are_not_written_over() -> None:
    with pytest.raises(SoukError, match=r"tests/chaos/conftest.py is there already"):
        service.service(ROOT, "chaos", "storm")


@pytest.mark.parametrize("fact", ["orderPlaced", "Placed", "ORDER", "Order_Placed", "Order-Placed", "OrderPlaced2", ""])
def test_an_odd_event_is_refused(fact: str) -> None:
    with pytest.raises(SoukError, match="can't be the name of an event"):
        events.event(ROOT, "orders", fact)


def test_an_event_that_is_announced_already_is_refused() -> None:
    with pytest.raises(SoukError, match=r"orders has `OrderPlaced` already"):
        events.event(ROOT, "orders", "OrderPlaced")


@pytest.mark.parametrize(
    ("listener", "fact", "why"),
    [
        ("nix", "OrderPlaced", "there is no service `nix`"),
        ("users", "OrderVanished", "no service announces `OrderVanished`"),
        ("users", "orders.OrderPlaced.v9", "no service announces"),
        ("users", "orders.OrderPlaced", "reacts to orders.OrderPlaced.v1 already"),
        ("orders", "OrderPlaced", "orders has another OrderPlaced in its events_in"),
    ],
)
def test_a_reaction_to_what_can_not_be_heard_is_refused(listener: str, fact: str, why: str) -> None:
    with pytest.raises(SoukError, match=why):
        events.reaction(ROOT, listener, fact)


@pytest.mark.parametrize("name", ["users", "orders", "notifications", "nix"])
def test_a_service_that_is_needed_or_unknown_is_not_removed(name: str) -> None:
    with pytest.raises(SoukError, match=r"is needed by|there is no service"):
        removal.service(ROOT, name)
