"""The contract of an API: complete, by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chassis.errors import CONTENT_TYPE
from souk import contracts
from tests.declared import contract_of
from tests.gateway import Client

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {api.key: contracts.openapi(api) for service in contracts.services(ROOT) for api in contracts.apis(service)}
OPERATIONS = [
    pytest.param(method, operation, id=f"{method} {name}{path}")
    for name, contract in CONTRACTS.items()
    for path in contract["paths"]
    for method, operation in contract["paths"][path].items()
]


# Whatever is asked for: a body that came along, the gateway's throttle, our own mistakes and outages.
ALWAYS = {"413", "415", "429", "500", "503"}


def statuses(client: Client, method: str, path: str) -> set[str]:
    """The refusals that an operation of the small service documents."""
    return {status for status in contract_of(client.app)["paths"][path][method]["responses"] if status >= "400"}


def test_anybody_may_be_slowed_down_and_anything_may_break(tiny: Client) -> None:
    assert statuses(tiny, "get", "/things") == {"400", *ALWAYS}


def test_what_needs_a_token_says_what_happens_without(tiny: Client) -> None:
    assert statuses(tiny, "get", "/things/{thing_id}") == {"401", "404", *ALWAYS}


def test_what_is_for_services_says_so(tiny: Client) -> None:
    assert statuses(tiny, "get", "/internal/things") == {"403", *ALWAYS}


def test_what_takes_a_body_says_how_it_can_be_wrong(tiny: Client) -> None:
    assert {"400", "413", "415", "422"} <= statuses(tiny, "put", "/notes/{note_id}")


def test_what_creates_says_what_its_key_can_be_refused_for(tiny: Client) -> None:
    responses = contract_of(tiny.app)["paths"]["/notes"]["post"]["responses"]

    assert "still-in-progress" in responses["409"]["content"][CONTENT_TYPE]["examples"]
    assert "key-reused" in responses["422"]["content"][CONTENT_TYPE]["examples"]
    assert "Retry-After" in responses["409"]["headers"]


def test_a_contract_that_is_asked_for_twice_is_the_same(tiny: Client) -> None:
    assert json.dumps(tiny.app.openapi()) == json.dumps(tiny.app.openapi())


def test_every_api_says_what_a_caller_has_to_bring(tiny: Client) -> None:
    schemes = contract_of(tiny.app)["components"]["securitySchemes"]

    assert schemes["token"]["scheme"] == "bearer"
    assert (schemes["sigv4"]["type"], schemes["sigv4"]["name"]) == ("apiKey", "Authorization")


@pytest.mark.parametrize(("method", "operation"), OPERATIONS)
def test_every_operation_says_what_it_is_for(method: str, operation: dict[str, Any]) -> None:
    assert operation["operationId"].isidentifier()
    assert operation["summary"]
    assert operation["description"].strip().endswith(".")
    assert operation["tags"]


@pytest.mark.parametrize(("method", "operation"), OPERATIONS)
def test_every_refusal_is_documented_with_an_example(method: str, operation: dict[str, Any]) -> None:
    refusals = {status: each for status, each in operation["responses"].items() if status >= "400"}

    assert {"429", "500", "503"} <= set(refusals)
    for status, refusal in refusals.items():
        assert list(refusal["content"]) == [CONTENT_TYPE]
        for name, example in refusal["content"][CONTENT_TYPE]["examples"].items():
            assert example["value"]["status"] == int(status)
            assert example["value"]["type"] == f"urn:souk:problem:{name}"


@pytest.mark.parametrize(("method", "operation"), OPERATIONS)
def test_whatever_can_be_asked_for_by_its_id_may_not_be_there(method: str, operation: dict[str, Any]) -> None:
    by_id = any(parameter["in"] == "path" for parameter in operation.get("parameters", []))

    assert not by_id or "404" in operation["responses"]


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_operation_has_a_name_of_its_own(contract: dict[str, Any]) -> None:
    names = [operation["operationId"] for path in contract["paths"].values() for operation in path.values()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_no_contract_speaks_of_what_is_never_sent(contract: dict[str, Any]) -> None:
    text = json.dumps(contract)

    assert "HTTPValidationError" not in text
    for name in contract["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text, f"{name} is not used"
