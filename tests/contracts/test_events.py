"""An event's contract says what it is and shows it; whoever listens can read what it shows."""

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
EVENTS = {event.key(): event for each in SERVICES for event in each.announced}
HEARD = [
    pytest.param(event, id=f"{each.name} hears {event.key()}")
    for each in SERVICES
    for event in dict.fromkeys(each.known)
]
DOCUMENT = ROOT / "contracts/asyncapi.json"


def schema_of(key: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / f"contracts/events/{key}.json").read_text()))


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field, also those of what it is made of."""
    for name, told in [("", schema), *schema["$defs"].items()] if "$defs" in schema else [("", schema)]:
        yield from ((f"{name}.{field}", about) for field, about in told["properties"].items())


@pytest.mark.parametrize("key", EVENTS)
def test_an_event_and_each_of_its_fields_is_described_and_shown(key: str):
    schema = schema_of(key)

    assert schema["description"].endswith(".")
    for name, told in fields(schema):
        assert told.get("description", "").endswith("."), name
        assert told.get("examples"), name


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

    assert [name for name, told in fields(schema) if "x-personal" in told] == [f".{name}" for name in personal]
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


@pytest.mark.parametrize("heard", HEARD)
def test_whoever_listens_can_read_the_example(heard: type[Announcement]):
    for example in schema_of(heard.key())["examples"]:
        heard.model_validate(example)


@pytest.mark.parametrize("heard", HEARD)
def test_what_a_listener_reads_is_always_there(heard: type[Announcement]):
    schema = schema_of(heard.key())

    assert set(subscriptions.fields_of(heard)) <= set(always_there(schema, schema.get("$defs", {})))


def always_there(schema: dict[str, Any], named: dict[str, Any]) -> Iterator[str]:
    """The required fields, down to the leaves: `lines.quantity`."""
    for name in schema["required"]:
        told = schema["properties"][name]
        told = told.get("items", told)
        told = named[told["$ref"].rsplit("/", 1)[1]] if "$ref" in told else told
        yield from (f"{name}.{leaf}" for leaf in always_there(told, named)) if "required" in told else (name,)


def parsed(document: Path) -> subprocess.CompletedProcess[str]:
    command = [ROOT / ".venv/bin/node", ROOT / "tests/contracts/asyncapi.mjs", document]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("#/channels/OrdersQueue/messages/users.UserErased.v1", "#/channels/OrdersQueue/messages/nobody", "not exist"),
        ("#/components/schemas/users.UserErased.v1", "#/components/schemas/nobody", "not exist"),
        ('"fifoQueue": true', '"fifoQueue": "yes"', "must be boolean"),
    ],
)
def test_a_mistake_in_the_document_of_events_is_noticed(tmp_path: Path, right: str, wrong: str, said: str):
    (tmp_path / "asyncapi.json").write_text(DOCUMENT.read_text().replace(right, wrong, 1))

    done = parsed(tmp_path / "asyncapi.json")

    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.slow
def test_the_document_of_events_follows_its_specification_wherever_it_lies(tmp_path: Path):
    done = parsed(shutil.copy(DOCUMENT, tmp_path))

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("key", EVENTS)
def test_the_document_of_events_says_of_each_what_its_contract_says(key: str):
    document = json.loads(DOCUMENT.read_text())
    payload = {**document, **document["components"]["messages"][key]["payload"]}
    validator = Draft202012Validator(payload)

    for example in schema_of(key)["examples"]:
        assert validator.is_valid(example)
        assert not any(validator.is_valid({k: v for k, v in example.items() if k != field}) for field in example)


def test_the_document_of_events_tells_who_has_to_do_with_each():
    document = json.loads(DOCUMENT.read_text())

    placed = {
        name
        for name, operation in document["operations"].items()
        if any(message["$ref"].endswith("/orders.OrderPlaced.v1") for message in operation["messages"])
    }

    listeners = {"users.subscribe", "users.react", "notifications.subscribe", "notifications.react", "orders.read"}
    assert placed == {"orders.announce", "orders.log", *listeners}
    assert document["operations"]["users.react"]["x-reads"]["orders.OrderPlaced.v1"][-1] == "customer_id"
