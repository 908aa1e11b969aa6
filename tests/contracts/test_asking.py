"""What a contract doesn't describe is noticed when its API is asked: each kind of it, planted."""

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
from tests.contracts.asking import config, judge, ready


class Thing(BaseModel):
    """A thing."""

    name: str


class Promise:
    """Says that every answer carries a header which none does."""

    def __call__(self) -> None:
        """Nothing."""

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


def anything_is_taken(length: Annotated[str, Query(json_schema_extra={"pattern": "^[0-9]+$"})]) -> Thing:
    return Thing(name=length)


def ask(answer: Callable[..., object]) -> None:
    """Ask an API of one operation. Raises FailureGroup."""
    router = APIRouter(dependencies=[Depends(Promise())] if answer is a_missing_header else [])
    router.get("/things", response_model=Thing)(answer)
    app = create_app(Api("tiny", 1, "Tiny", "A service to try things with.", [router]), {})
    contract = ready(schemathesis.openapi.from_asgi("/openapi.json", app, config=config(most=20)))
    cases = contract["/things"]["GET"].as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @given(case=contract["/things"]["GET"].as_strategy() | cases)
    @settings(max_examples=20, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    def all_is_described(case: Case) -> None:
        judge(case, case.call())

    all_is_described()


def test_an_api_that_answers_as_described_is_fine() -> None:
    ask(as_described)


@pytest.mark.parametrize(
    ("answer", "noticed"),
    [
        (another_status, "Undocumented status code"),
        (another_type, "Undocumented Content-Type"),
        (another_body, "Response violates schema"),
        (a_missing_header, "Missing required response headers"),
        (an_exception, "Server error"),
        (anything_is_taken, "Schema-violating request accepted"),
    ],
)
def test_what_is_not_described_is_noticed(answer: Callable[..., object], noticed: str) -> None:
    with pytest.raises(FailureGroup) as failed:
        ask(answer)

    assert {failure.title for failure in failed.value.exceptions} == {noticed}
