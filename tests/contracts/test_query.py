"""Integers in a query have the same form as in a body, in every API."""

from __future__ import annotations

import pytest

from chassis.web.app import Api
from tests.contracts.examples import OPERATIONS, Schema, ask

COUNTED = [
    pytest.param(*operation.values[:3], parameter["name"], id=f"{operation.id} {parameter['name']}")
    for operation in OPERATIONS
    for api, contract, path, method in [operation.values]
    for parameter in contract["paths"][path][method].get("parameters", [])
    if parameter["in"] == "query" and parameter["schema"].get("type") == "integer"
]


@pytest.mark.parametrize("number", ["5.0", "1_0", "+5", " 5", "5 ", "05", "5e0", "0x5", "\u0665"])
@pytest.mark.parametrize(("api", "contract", "path", "name"), COUNTED)
def test_a_number_is_written_in_digits_alone(api: Api, contract: Schema, path: str, name: str, number: str) -> None:
    answer = ask(api, contract, path, "get", None, query={name: number})

    assert (answer.status, answer.problem) == (400, "bad-request")
    assert answer.json["errors"][0]["field"] == f"query.{name}"


def test_there_are_numbers_in_queries() -> None:
    assert len(COUNTED) >= 7
