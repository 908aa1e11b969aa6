"""The fuzzer notices each kind of response that a contract doesn't describe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest
import schemathesis
from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel
from schemathesis import Case
from schemathesis.core.failures import FailureGroup

from chassis.web import response_headers
from chassis.web.app import Api, create_app
from tests.contracts.fuzz import contract_of, validate


class Thing(BaseModel):
    """A thing."""

    name: str


class Promise:
    """Declares a response header that is never sent."""

    def __call__(self) -> None:
        """A dependency without effect."""

    def describe(self, operation: dict[str, Any]) -> None:
        for response in operation["responses"].values():
            response_headers.add_header_refs(response, "Sunset")


def as_described() -> Thing:
    return Thing(name="Lamp")


def another_status() -> Response:
    return JSONResponse({"name": "Lamp"}, 202)


def another_type() -> Response:
    return PlainTextResponse("Lamp")


def another_body() -> Response:
    return JSONResponse({"title": "Lamp"})


def a_missing_header(_: Annotated[None, Depends(Promise())]) -> Thing:
    return Thing(name="Lamp")


def an_exception() -> Thing:
    raise RuntimeError


def an_accepted_invalid_request(length: Annotated[str, Query(json_schema_extra={"pattern": "^[0-9]+$"})]) -> Thing:
    return Thing(name=length)


def fuzz(endpoint: Callable[..., object]) -> None:
    """Fuzz an API of one operation. Raises FailureGroup."""
    router = APIRouter(dependencies=[Depends(Promise())] if endpoint is a_missing_header else [])
    router.get("/things", response_model=Thing)(endpoint)
    api = Api("tiny", 1, "Tiny", "A service to try things with.", [router])
    contract = contract_of(api, create_app(api, {}), max_examples=20)
    cases = contract["/things"]["GET"].as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @given(case=contract["/things"]["GET"].as_strategy() | cases)
    @settings(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    def is_described(case: Case) -> None:
        validate(case, case.call())

    is_described()


def test_a_described_response_passes() -> None:
    fuzz(as_described)


@pytest.mark.parametrize(
    ("endpoint", "failure"),
    [
        (another_status, "Undocumented status code"),
        (another_type, "Undocumented Content-Type"),
        (another_body, "Response violates schema"),
        (a_missing_header, "Missing required response headers"),
        (an_exception, "Server error"),
        (an_accepted_invalid_request, "Schema-violating request accepted"),
    ],
)
def test_an_undescribed_response_is_noticed(endpoint: Callable[..., object], failure: str) -> None:
    with pytest.raises(FailureGroup) as failures:
        fuzz(endpoint)

    assert {error.title for error in failures.value.exceptions} == {failure}
