"""Every contract is complete, and each possible gap is noticed."""

from __future__ import annotations

from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter
from pydantic import BaseModel

from chassis.core.errors import CONTENT_TYPE as PROBLEM
from chassis.web import openapi
from chassis.web.app import Api
from souk.contracts import export
from tests.contracts.completeness import lacks

Schema = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {api.key: export.openapi(api) for service in export.services(ROOT) for api in export.apis(service)}


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_contract_says_all_that_is_needed(contract: Schema) -> None:
    assert lacks(contract) == []


ABSENT = object()
POST = ("paths", "/orders", "post")  # it has everything: a body, a key, an answer, and many refusals
SENT = (*POST, "requestBody", "content", "application/json")
ANSWER = (*POST, "responses", "201", "content", "application/json")
CONFLICTS = (*POST, "responses", "409", "content", PROBLEM, "examples")
FORGOTTEN: list[tuple[str, tuple[Any, ...], Any]] = [
    ("info has no licence", ("info", "license"), ABSENT),
    ("info has no contact", ("info", "contact"), ABSENT),
    ("tag orders is not documented", ("tags", 1), ABSENT),
    ("tag products is not described", ("tags", 0, "description"), ""),
    ("place_order names 2 operations", ("paths", "/orders", "get", "operationId"), "place_order"),
    (
        "header Retry-After has no description or example",
        ("components", "headers", "Retry-After", "schema", "examples"),
        ABSENT,
    ),
    ("schema PlaceOrder is not described", ("components", "schemas", "PlaceOrder", "description"), ABSENT),
    (
        "Order.total is not described",
        ("components", "schemas", "Order", "properties", "total", "description"),
        ABSENT,
    ),
    ("post /orders: no summary, or one that is a sentence", (*POST, "summary"), ""),
    ("post /orders: no description", (*POST, "description"), "Place an order."),
    ("post /orders: no short id", (*POST, "operationId"), "orders.post"),
    ("post /orders: has no security", (*POST, "security"), ABSENT),
    ("post /orders: Idempotency-Key is not described", (*POST, "parameters", 0, "description"), ABSENT),
    ("post /orders: Idempotency-Key has no example", (*POST, "parameters", 0, "schema", "examples"), ABSENT),
    ("post /orders: body application/json has no example", (*SENT, "example"), ABSENT),
    ("post /orders: 201 is not described", (*POST, "responses", "201", "description"), "Successful Response"),
    ("post /orders: 201 application/json has no example", (*ANSWER, "example"), ABSENT),
    (
        "post /orders: 201 application/json: the example is wrong: 'lost' does not match '^[0-9A-HJKMNP-TV-Z]{26}$'",
        (*ANSWER, "example", "id"),
        "lost",
    ),
    ("post /orders: 503 is not documented", (*POST, "responses", "503"), ABSENT),
    ("post /orders: 401 is not documented", (*POST, "responses", "401"), ABSENT),
    ("post /orders: 503 has no Retry-After", (*POST, "responses", "503", "headers", "Retry-After"), ABSENT),
    ("post /orders: 409 out-of-stock is another problem", (*CONFLICTS, "out-of-stock", "value", "status"), 422),
    ("post /orders: 409 application/problem+json has no example", CONFLICTS, {}),
    (
        "get /orders/{order_id}: 404 is not documented",
        ("paths", "/orders/{order_id}", "get", "responses", "404"),
        ABSENT,
    ),
]


@pytest.mark.parametrize(("gap", "where", "instead"), FORGOTTEN, ids=[gap for gap, *_ in FORGOTTEN])
def test_what_is_forgotten_is_noticed(gap: str, where: tuple[Any, ...], instead: Any) -> None:
    contract = deepcopy(CONTRACTS["orders.v2"])
    *parents, last = where
    parent = reduce(getitem, parents, contract)

    if instead is ABSENT:
        del parent[last]
    else:
        parent[last] = instead

    assert lacks(contract) == [gap]


class Thing(BaseModel):
    name: str


def test_a_new_route_that_says_nothing_of_itself_is_noticed() -> None:
    router = APIRouter(tags=["things"])

    @router.put("/things")
    def put_thing(body: Thing) -> Thing:
        return body

    api = Api("tiny", 1, "Tiny", "A service to try things with.", [router], {"things": "All things."})

    gaps = lacks(openapi.contract(api))

    assert gaps == [
        *("schema Thing is not described", "Thing.name is not described"),
        *("put /things: no summary, or one that is a sentence", "put /things: no description"),
        *("put /things: body application/json has no example", "put /things: 200 is not described"),
        "put /things: 200 application/json has no example",
    ]
