"""Each response held to `contracts/openapi`, while tests ask for something else."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator, FormatChecker

from souk_sdk.testing.contracts import Operation, operations

ROOT = Path(__file__).resolve().parents[3]
PROBLEM = "application/problem+json"


@cache
def contract(key: str) -> dict[str, Any]:
    """The whole contract, of which the SDK ships a part."""
    document: dict[str, Any] = json.loads((ROOT / f"contracts/openapi/{key}.json").read_text())
    return document


class ContractCheck:
    """A handler that fails the test when a response of a transport breaks its contract."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def __call__(self, request: httpx.Request) -> httpx.Response:
        response = self._transport.handle_request(request)
        host = request.url.host.partition(".")[0]
        operation = next(
            operation
            for operation in operations()
            if operation.contract.replace(".", "-") == host and operation.match(request) is not None
        )
        hold(operation, response)
        return response


def hold(operation: Operation, response: httpx.Response) -> None:
    """Raise AssertionError if the contract has no such response."""
    document = contract(operation.contract)
    declared = document["paths"][operation.path][operation.method.lower()]["responses"]
    promised = declared[str(response.status_code)]
    required = {name for name in promised["headers"] if document["components"]["headers"][name]["required"]}
    assert [name for name in required if name not in response.headers] == []
    if "content" not in promised:
        assert response.content == b""
        return
    [(media_type, content)] = promised["content"].items()
    assert response.headers["Content-Type"] == media_type
    schema = {**content["schema"], "components": document["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker(["date-time"])).validate(response.json())
    if media_type == PROBLEM:
        examples = [example["value"] for example in content["examples"].values()]
        titles = {example["type"]: example["title"] for example in examples}
        assert titles[response.json()["type"]] == response.json()["title"]
