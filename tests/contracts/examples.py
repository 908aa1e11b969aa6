"""Requests with the examples of a contract, against an in-memory world that has the data they name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from chassis.web.app import Api, create_app
from souk.contracts import export
from tests.contracts.scenario import CUSTOMER, World
from tests.contracts.worlds import WORLDS
from tests.gateway import Answer, Client
from tests.load_balancer import AnyToken, NamedCallers

Schema = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = [
    pytest.param(api, contract, path, method, id=f"{api.key} {method} {path}")
    for service in export.services(ROOT)
    for api in export.apis(service)
    for contract in (export.openapi(api),)
    for path, operations in contract["paths"].items()
    for method in operations
]


def example_body(operation: Schema) -> Any:
    """The example of the request body; None if there is no body."""
    content = operation.get("requestBody", {}).get("content", {})
    return deepcopy(content.get("application/json", {}).get("example"))


def ask(
    api: Api,
    contract: Schema,
    path: str,
    method: str,
    body: Any,
    *,
    world: World | None = None,
    query: Mapping[str, str] | None = None,
    by: type[Client] = Client,
) -> Answer:
    """The response to the example request with this body and `query`, sent by an authorized caller.

    `by` is the front that makes an event of the request.
    """
    operation = contract["paths"][path][method]
    app = create_app(api, world or WORLDS[api.name].world(), AnyToken(), NamedCallers())
    given = [(one["in"], one["name"], one["schema"]["examples"][0]) for one in operation.get("parameters", [])]
    client = _whom_it_is_for(operation, by(app))
    return client.request(
        method.upper(),
        path.format_map({name: value for place, name, value in given if place == "path"}),
        query={**{name: str(value) for place, name, value in given if place == "query"}, **(query or {})},
        headers={
            **({"Content-Type": "application/json"} if body else {}),
            **{name: value for place, name, value in given if place == "header"},
        },
        body=json.dumps(body) if body else None,
    )


def _whom_it_is_for(operation: Schema, client: Client) -> Client:
    schemes = {scheme for needed in operation["security"] for scheme in needed}
    if "sigv4" in schemes:
        return client.as_service()
    if "403" in operation["responses"]:
        return client.as_staff()
    return client.as_customer(CUSTOMER) if schemes else client
