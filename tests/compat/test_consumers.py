"""Consumers of events and callers of operations, read from the services' code."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from chassis.core.events import Event
from souk.contracts.compat import events
from souk.contracts.compat.consumers import Consumer, callers, handled_events
from tests.compat.mutants import ROOT, real, real_consumers


def test_a_service_reads_what_its_tables_name():
    services = {key: sorted(one.service for one in consumers) for key, consumers in real_consumers().items()}

    assert services["orders.OrderPlaced.v1"] == ["notifications", "orders", "users"]
    assert services["orders.OrderShipped.v1"] == ["notifications"]
    assert services["users.OrderRefused.v1"] == ["orders"]
    assert "orders.ReturnRequested.v1" not in services


def test_a_service_needs_only_the_fields_it_reads():
    schemas = {one.service: one.schema for one in real_consumers()["orders.OrderPlaced.v1"]}

    assert "total" in schemas["notifications"]["properties"]
    assert "total" not in schemas["users"]["properties"]


def test_refusals_and_the_log_count_as_well():
    class Came(Event):
        name: Literal["shop.Came"] = "shop.Came"
        version: Literal[1] = 1

    class Left(Came):
        name: Literal["shop.Left"] = "shop.Left"  # type: ignore[assignment]

    tables = {"LOG_REACTIONS": {Came: print}, "REFUSALS": {(Left, ValueError): print}}

    assert handled_events({**tables, "KINDS": {"a": 1}, "local": {Event: 1}}) == [Came, Left]


def test_orders_calls_the_one_operation_of_users_that_it_names():
    ids = {name: real().operation_ids(name) for name in real().openapi}

    result = callers(ROOT, ids)

    assert result["users.v1"] == {"get_customer": {"orders"}}
    assert result["orders.v1"] == {}


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

    result = callers(tmp_path, {"users.v1": {"get_customer", "get_profile"}})

    assert result == {"users.v1": {name: {"billing"} for name in called}}


def test_a_closed_enum_of_a_reader_is_not_enough_for_an_open_one():
    def event(**colour: list[str]) -> dict[str, Any]:
        return {"type": "object", "properties": {"colour": {"type": "string", **colour}}}

    consumer = Consumer("mailing", event(enum=["red", "blue"]))

    [mismatch] = events.unmet("shop.Painted.v1", event(**{"x-extensible-enum": ["red", "blue"]}), [consumer])

    assert mismatch.breaks
    assert events.unmet("shop.Painted.v1", event(enum=["red"]), [consumer]) == []
