"""Fuzzes an API with requests that its contract allows, and with others (Schemathesis)."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from chassis.web import openapi
from chassis.web.app import Api

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


def config(max_examples: int) -> schemathesis.Config:
    """The same requests in each run: the contract's boundary values, and a number of others."""
    generation = {
        "deterministic": True,
        "database": "none",
        "max-examples": max_examples,
        # Tests choose the caller.
        "with-security-parameters": False,
        # Unknown parameters are ignored: a proxy or a newer client may have added them.
        "allow-extra-parameters": False,
    }
    return schemathesis.Config.from_dict({"generation": generation})


def contract_of(api: Api, app: object, max_examples: int) -> BaseSchema:
    """The contract of an API that an ASGI app answers for, without its address on AWS."""
    document = {name: value for name, value in openapi.contract(api).items() if name != "servers"}
    contract = schemathesis.openapi.from_dict(document, config=config(max_examples))
    contract.app = app
    return sendable(contract)


def sendable(contract: BaseSchema) -> BaseSchema:
    """The contract without requests that can't be sent."""

    def filter_query(_: Any, query: dict[str, Any] | None) -> bool:
        """An empty list is absent from the URL, so it can't be refused."""
        return not any(value in ([], {}) for value in (query or {}).values())

    contract.hook(filter_query)
    return contract


def validate(case: Case, response: Response) -> None:
    """Raises FailureGroup for a response that the contract doesn't describe, or an accepted invalid request."""
    case.validate_response(response, checks=CHECKS)
