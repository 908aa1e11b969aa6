"""How an API is asked whatever its contract allows, and some of what it doesn't (Schemathesis)."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


def config(most: int) -> schemathesis.Config:
    """The same questions each time: those that the contract's limits suggest, and so many beside."""
    generation = {
        "deterministic": True,
        "database": "none",
        "max-examples": most,
        # Tests say themselves who calls.
        "with-security-parameters": False,
        # A parameter that nobody knows is let be: a proxy or a newer client may have added it.
        "allow-extra-parameters": False,
    }
    return schemathesis.Config.from_dict({"generation": generation})


def ready(contract: BaseSchema) -> BaseSchema:
    """Without the questions that can't be asked."""

    def filter_query(_: Any, query: dict[str, Any] | None) -> bool:
        """An empty list leaves no trace in a URL, so nobody can refuse it."""
        return not any(value in ([], {}) for value in (query or {}).values())

    contract.hook(filter_query)
    return contract


def judge(case: Case, response: Response) -> None:
    """Raises FailureGroup if the contract doesn't describe the response, or says that the request is refused."""
    case.validate_response(response, checks=CHECKS)
