"""The enums of answers are open, those of requests closed."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from chassis.web import openapi
from chassis.web.app import Api

ROUTES = APIRouter(tags=["things"])


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class State(StrEnum):
    """How far it is."""

    NEW = "new"
    DONE = "done"


class Wanted(BaseModel):
    colour: Colour = Field(description="As painted.")


class Thing(BaseModel):
    colour: Colour = Field(description="As painted.")
    state: State = Field(description="Now.")
    parts: list[Literal["wood", "iron"]] = Field(description="Of what.")
    kind: Literal["thing"] = Field(description="Always the same.")


@ROUTES.put("/things")
def put_thing(body: Wanted) -> Thing:
    """Put."""
    raise NotImplementedError


@ROUTES.get("/things")
def list_things(size: Literal["small", "large"]) -> list[Thing]:
    """List."""
    raise NotImplementedError


CONTRACT: dict[str, Any] = openapi.contract(
    Api("tiny", 1, "Tiny", "A service to try things with.", [ROUTES], {"things": "What there is."})
)
SCHEMAS = CONTRACT["components"]["schemas"]


def test_what_only_answers_hold_may_grow_and_says_so() -> None:
    assert "enum" not in SCHEMAS["State"]
    assert SCHEMAS["State"]["x-extensible-enum"] == SCHEMAS["State"]["examples"] == ["new", "done"]
    assert SCHEMAS["State"]["description"].startswith("How far it is. Values may be added")


def test_so_does_one_that_has_no_name() -> None:
    assert SCHEMAS["Thing"]["properties"]["parts"]["items"]["x-extensible-enum"] == ["wood", "iron"]


def test_what_is_sent_stays_closed_also_where_it_comes_back() -> None:
    [size] = CONTRACT["paths"]["/things"]["get"]["parameters"]

    assert size["schema"]["enum"] == ["small", "large"]
    assert SCHEMAS["Colour"]["enum"] == ["red", "blue"]


def test_a_value_that_is_always_the_same_is_no_choice() -> None:
    assert SCHEMAS["Thing"]["properties"]["kind"] == {
        "type": "string",
        "const": "thing",
        "title": "Kind",
        "description": "Always the same.",
    }
