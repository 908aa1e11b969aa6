"""The contract of an API: complete, by itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chassis.core.errors import CONTENT_TYPE
from chassis.web import openapi
from souk.contracts import export
from tests.chassis.conftest import TINY
from tests.declared_responses import contract_of
from tests.gateway import Client

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {api.key: export.openapi(api) for service in export.services(ROOT) for api in export.apis(service)}

# Whatever is asked for: a body that came along, the gateway's throttle, our own mistakes and outages.
ALWAYS = {"400", "413", "415", "429", "500", "503"}


def statuses(client: Client, method: str, path: str) -> set[str]:
    """The refusals that an operation of the small service documents."""
    return {status for status in contract_of(client.app)["paths"][path][method]["responses"] if status >= "400"}


def test_anybody_may_be_slowed_down_and_anything_may_break(tiny: Client) -> None:
    assert statuses(tiny, "get", "/things") == ALWAYS


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
    assert json.dumps(openapi.contract(TINY)) == json.dumps(contract_of(tiny.app))


def test_every_api_says_what_a_caller_has_to_bring(tiny: Client) -> None:
    schemes = contract_of(tiny.app)["components"]["securitySchemes"]

    assert schemes["token"]["scheme"] == "bearer"
    assert (schemes["sigv4"]["type"], schemes["sigv4"]["name"]) == ("apiKey", "Authorization")


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_no_contract_speaks_of_what_is_never_sent(contract: dict[str, Any]) -> None:
    text = json.dumps(contract)

    assert "HTTPValidationError" not in text
    for name in contract["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text, f"{name} is not used"
