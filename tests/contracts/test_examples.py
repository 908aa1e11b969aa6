"""The examples of a contract work: each request succeeds in a world that has the data it names."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from chassis.web.app import Api
from tests.contracts.examples import OPERATIONS, Schema, ask, example_body


@pytest.mark.parametrize(("api", "contract", "path", "method"), OPERATIONS)
def test_a_request_like_the_example_succeeds(api: Api, contract: Schema, path: str, method: str) -> None:
    operation = contract["paths"][path][method]
    [status] = [status for status in operation["responses"] if status < "400"]

    answer = ask(api, contract, path, method, example_body(operation))

    assert str(answer.status) == status, answer.text
    content = operation["responses"][status].get("content")
    if content:
        schema = {**content["application/json"]["schema"], "components": contract["components"]}
        Draft202012Validator(schema).validate(answer.json)
