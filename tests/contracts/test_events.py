"""Contracts of events are documented, with examples that every subscriber can read."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chassis.core.events import Announcement
from souk.contracts import export, subscriptions
from tests.captured_events import validator_of, violations

ROOT = Path(__file__).resolve().parents[2]
SERVICES = [subscriptions.service(name) for name in export.services(ROOT)]
EVENTS = {event.key(): event for service in SERVICES for event in service.events_out}
SUBSCRIBED = [
    pytest.param(event, id=f"{service.name} reads {event.key()}")
    for service in SERVICES
    for event in dict.fromkeys(service.events_in)
]
DOCUMENT = ROOT / "contracts/asyncapi.json"


def schema_of(key: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / f"contracts/events/{key}.json").read_text()))


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field, also of its definitions."""
    for name, definition in [("", schema), *schema.get("$defs", {}).items()]:
        yield from ((f"{name}.{field}", about) for field, about in definition["properties"].items())


@pytest.mark.parametrize("key", EVENTS)
def test_an_event_and_each_of_its_fields_is_described_and_shown(key: str):
    schema = schema_of(key)

    assert schema["description"].endswith(".")
    for name, field in fields(schema):
        assert field.get("description", "").endswith("."), name
        assert field.get("examples"), name


@pytest.mark.parametrize("key", EVENTS)
def test_the_example_of_an_event_is_one(key: str):
    schema, validator = schema_of(key), validator_of(key)

    for example in schema["examples"]:
        assert list(validator.iter_errors(example)) == []
        assert set(example) == set(schema["properties"])
        assert json.loads(EVENTS[key].model_validate(example).wire()) == example


@pytest.mark.parametrize("key", EVENTS)
def test_an_event_as_the_log_keeps_it_is_one_too(key: str):
    schema, personal = schema_of(key), EVENTS[key].personal_fields()

    assert [name for name, field in fields(schema) if "x-personal" in field] == [f".{name}" for name in personal]
    for example in schema["examples"]:
        assert violations([json.dumps({**example, **dict.fromkeys(personal, "")})]) == []


@pytest.mark.parametrize("key", EVENTS)
@pytest.mark.parametrize(
    "change", [{"at": "yesterday"}, {"sequence": "first"}, {"version": 2}, {"name": "orders.OrderForgotten"}]
)
def test_what_is_no_such_event_is_not_taken_for_one(key: str, change: dict[str, Any]):
    assert not validator_of(key).is_valid({**schema_of(key)["examples"][0], **change})


def test_an_event_that_no_contract_declares_is_noticed():
    placed = schema_of("orders.OrderPlaced.v1")["examples"][0]

    assert violations([json.dumps(placed)]) == []
    assert violations([json.dumps({**placed, "name": "orders.OrderForgotten"})]) == [
        "orders.OrderForgotten.v1 is in no contract"
    ]
    assert violations([json.dumps({**placed, "total": None})]) == [
        f"orders.OrderPlaced.v1 {placed['id']}: $.total None is not of type 'object'"
    ]


@pytest.mark.parametrize("event", SUBSCRIBED)
def test_a_subscriber_can_read_the_example(event: type[Announcement]):
    for example in schema_of(event.key())["examples"]:
        event.model_validate(example)


@pytest.mark.parametrize("event", SUBSCRIBED)
def test_fields_that_a_subscriber_reads_are_required(event: type[Announcement]):
    schema = schema_of(event.key())

    assert set(subscriptions.fields_of(event)) <= set(always_there(schema, schema.get("$defs", {})))


def always_there(schema: dict[str, Any], named: dict[str, Any]) -> Iterator[str]:
    """The required fields, down to the leaves: `lines.quantity`."""
    for name in schema["required"]:
        field = schema["properties"][name]
        field = field.get("items", field)
        field = named[field["$ref"].rsplit("/", 1)[1]] if "$ref" in field else field
        yield from (f"{name}.{leaf}" for leaf in always_there(field, named)) if "required" in field else (name,)


def parsed(document: Path) -> subprocess.CompletedProcess[str]:
    command = [ROOT / ".venv/bin/node", ROOT / "tests/contracts/asyncapi.mjs", document]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("#/channels/OrdersQueue/messages/users.UserErased.v1", "#/channels/OrdersQueue/messages/unknown", "not exist"),
        ("#/components/schemas/users.UserErased.v1", "#/components/schemas/unknown", "not exist"),
        ('"fifoQueue": true', '"fifoQueue": "yes"', "must be boolean"),
    ],
)
def test_a_mistake_in_the_document_of_events_is_noticed(tmp_path: Path, right: str, wrong: str, message: str):
    (tmp_path / "asyncapi.json").write_text(DOCUMENT.read_text().replace(right, wrong, 1))

    done = parsed(tmp_path / "asyncapi.json")

    assert done.returncode == 1
    assert message in done.stderr


@pytest.mark.slow
def test_the_document_of_events_follows_its_specification_wherever_it_lies(tmp_path: Path):
    done = parsed(shutil.copy(DOCUMENT, tmp_path))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("key", EVENTS)
def test_the_document_of_events_has_the_schema_of_each_contract(key: str):
    document = json.loads(DOCUMENT.read_text())
    payload = {**document, **document["components"]["messages"][key]["payload"]}
    validator = Draft202012Validator(payload)

    for example in schema_of(key)["examples"]:
        assert validator.is_valid(example)
        assert not any(validator.is_valid({k: v for k, v in example.items() if k != field}) for field in example)


def test_the_document_of_events_has_the_operations_of_each():
    document = json.loads(DOCUMENT.read_text())

    placed = {
        name
        for name, operation in document["operations"].items()
        if any(message["$ref"].endswith("/orders.OrderPlaced.v1") for message in operation["messages"])
    }

    listeners = {
        f"{name}.{part}" for name in ("users", "notifications", "premium", "website") for part in ("subscribe", "react")
    }
    assert placed == {"orders.announce", "orders.log", "orders.read", *listeners}
    assert document["operations"]["users.react"]["x-reads"]["orders.OrderPlaced.v1"][-1] == "customer_id"
