"""The examples of a contract work: a request as it stands there succeeds, where there is what it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chassis.app import Api, create_app
from souk.contracts import from_code
from tests.contracts.setting import CUSTOMER
from tests.contracts.worlds import WORLDS
from tests.gateway import Client

Schema = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = [
    pytest.param(api, from_code.openapi(api), path, method, id=f"{api.key} {method} {path}")
    for service in from_code.services(ROOT)
    for api in from_code.apis(service)
    for path, operations in from_code.openapi(api)["paths"].items()
    for method in operations
]


def whom_it_is_for(operation: Schema, client: Client) -> Client:
    """The client as a caller who may."""
    schemes = {scheme for needed in operation["security"] for scheme in needed}
    if "sigv4" in schemes:
        return client.as_service()
    if "403" in operation["responses"]:
        return client.as_staff()
    return client.as_customer(CUSTOMER) if schemes else client


@pytest.mark.parametrize(("api", "contract", "path", "method"), OPERATIONS)
def test_a_request_like_the_example_succeeds(api: Api, contract: Schema, path: str, method: str) -> None:
    operation = contract["paths"][path][method]
    given = [(each["in"], each["name"], each["schema"]["examples"][0]) for each in operation.get("parameters", [])]
    [status] = [status for status in operation["responses"] if status < "400"]

    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
    client = whom_it_is_for(operation, Client(create_app(api, WORLDS[api.name].world())))

    answer = client.request(
        method.upper(),
        path.format_map({name: value for place, name, value in given if place == "path"}),
        query={name: str(value) for place, name, value in given if place == "query"},
        headers={
            **({"Content-Type": "application/json"} if body else {}),
            **{name: value for place, name, value in given if place == "header"},
        },
        body=json.dumps(body) if body else None,
    )

    assert str(answer.status) == status, answer.text
    content = operation["responses"][status].get("content")
    if content:
        schema = {**content["application/json"]["schema"], "components": contract["components"]}
        Draft202012Validator(schema).validate(answer.json)
