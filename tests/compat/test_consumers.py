"""Who relies on what is read from the services' code."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from chassis.core.events import Event
from souk.contracts.compat import events
from souk.contracts.compat.consumers import Reader, callers, reacted_to
from tests.compat.mutants import ROOT, reading, real


def test_a_service_reads_what_its_tables_name():
    found = {event: sorted(reader.service for reader in readers) for event, readers in reading().items()}

    assert found["orders.OrderPlaced.v1"] == ["notifications", "orders", "users"]
    assert found["orders.OrderShipped.v1"] == ["notifications"]
    assert found["users.OrderRefused.v1"] == ["orders"]
    assert "orders.ReturnRequested.v1" not in found


def test_a_service_needs_only_the_fields_it_reads():
    readers = {reader.service: reader.schema for reader in reading()["orders.OrderPlaced.v1"]}

    assert "total" in readers["notifications"]["properties"]
    assert "total" not in readers["users"]["properties"]


def test_refusals_and_the_log_count_as_well():
    class Came(Event):
        name: Literal["shop.Came"] = "shop.Came"
        version: Literal[1] = 1

    class Left(Came):
        name: Literal["shop.Left"] = "shop.Left"  # type: ignore[assignment]

    tables = {"LOG_REACTIONS": {Came: print}, "REFUSALS": {(Left, ValueError): print}}

    assert reacted_to({**tables, "KINDS": {"a": 1}, "local": {Event: 1}}) == [Came, Left]


def test_orders_calls_the_one_operation_of_users_that_it_names():
    ids = {name: real().ids(name) for name in real().openapi}

    found = callers(ROOT, ids)

    assert found["users.v1"] == {"get_customer": {"orders"}}
    assert found["orders.v1"] == {}


@pytest.mark.parametrize(
    ("code", "called"),
    [
        ("from souk_sdk.users_v1.api.internal import get_customer", {"get_customer"}),
        ("from souk_sdk.users_v1.api.internal.get_customer import sync", {"get_customer"}),
        ("import souk_sdk.users_v1 as users\nusers.api.internal.get_customer.sync()", {"get_customer"}),
        ("from souk_sdk import Souk\nSouk().users.get_customer('1')", {"get_customer"}),
        ("from souk_sdk.users_v1 import AuthenticatedClient", {"get_customer", "get_profile"}),
        ("from souk_sdk.orders_v1.api.orders import get_order", set()),
        ("def get_customer(): ...", set()),
        ("from souk_sdk import Souk", set()),
    ],
)
def test_however_the_sdk_is_used_the_operation_is_found(tmp_path: Path, code: str, called: set[str]):
    (tmp_path / "services/billing").mkdir(parents=True)
    (tmp_path / "services/billing/adapters.py").write_text(code)

    found = callers(tmp_path, {"users.v1": {"get_customer", "get_profile"}})

    assert found == {"users.v1": {name: {"billing"} for name in called}}


def test_a_closed_enum_of_a_reader_is_not_enough_for_an_open_one():
    def event(**colour: list[str]) -> dict[str, Any]:
        return {"type": "object", "properties": {"colour": {"type": "string", **colour}}}

    reader = Reader("mailing", event(enum=["red", "blue"]))

    [miss] = events.unmet("shop.Painted.v1", event(**{"x-extensible-enum": ["red", "blue"]}), [reader])

    assert miss.breaks
    assert events.unmet("shop.Painted.v1", event(enum=["red"]), [reader]) == []
