"""An operation that will go says so, in its contract and in whatever it answers; the others say nothing."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, Query

from chassis.core import errors
from chassis.core.events import Announcement, deprecated
from chassis.web.app import Api, create_app
from chassis.web.auth import Caller
from chassis.web.deprecation import Deprecation, DeprecationHeaders
from tests.declared_responses import contract_of
from tests.gateway import Client

OLD = Deprecation(since=date(2026, 12, 1), sunset=date(2027, 12, 1), successor="tiny.v2")
SAID = {
    "Deprecation": "@1796083200",
    "Sunset": "Wed, 01 Dec 2027 00:00:00 GMT",
    "Link": '<urn:souk:contract:tiny.v2>; rel="successor-version"',
}
router = APIRouter(tags=["things"])


class Thrown(Announcement):
    """A thing was thrown."""

    model_config = deprecated(since=OLD.since, sunset=OLD.sunset, successor=OLD.successor)


@router.put("/old/{thing_id}", dependencies=[Depends(OLD)])
def put_old(thing_id: str, body: dict[str, int], limit: Annotated[int, Query()] = 1) -> dict[str, int]:
    """Put it."""
    if thing_id == "broken":
        raise RuntimeError
    if thing_id == "conflict":
        raise errors.TooManyRequests
    return body


@router.get("/old", dependencies=[Depends(OLD)])
def list_old(caller: Caller) -> list[str]:
    """List them."""
    return []


@router.get("/new")
def list_new() -> list[str]:
    """List them."""
    return []


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(create_app(Api("tiny", 1, "Tiny", "A service to try things with.", [router]), {}))


def told(headers: dict[str, str]) -> dict[str, str]:
    return {name: headers[name.lower()] for name in SAID if name.lower() in headers}


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("/old/fine", '{"a": 1}', "application/json", 200),
        ("/old/conflict", '{"a": 1}', "application/json", 429),
        ("/old/broken", '{"a": 1}', "application/json", 500),
        ("/old/fine", '{"a": "x"}', "application/json", 422),
        ("/old/fine", "{", "application/json", 400),
        ("/old/fine", "hello", "text/plain", 415),
        ("/old/fine", '"' + "x" * 256 * 1024 + '"', "application/json", 413),
    ],
)
def test_whatever_it_answers_says_so(client: Client, path: str, body: str, kind: str, status: int) -> None:
    answer = client.request("PUT", path, headers={"Content-Type": kind}, body=body)

    assert (answer.status, told(answer.headers)) == (status, SAID)


def test_so_do_refusals_at_the_door(client: Client) -> None:
    answer = client.get("/old")

    assert (answer.status, told(answer.headers)) == (401, SAID)


@pytest.mark.parametrize("path", ["/new", "/nowhere", "/old/1/2"])
def test_nothing_else_says_so(client: Client, path: str) -> None:
    assert told(client.get(path).headers) == {}


def test_the_contract_says_so(client: Client) -> None:
    contract = contract_of(client.app)
    old, new = contract["paths"]["/old"]["get"], contract["paths"]["/new"]["get"]

    assert old["deprecated"]
    assert (old["x-deprecated-since"], old["x-sunset"], old["x-successor"]) == ("2026-12-01", "2027-12-01", "tiny.v2")
    assert all(set(SAID) <= set(response["headers"]) for response in old["responses"].values())
    assert "deprecated" not in new
    assert not any(set(SAID) & set(response["headers"]) for response in new["responses"].values())


def test_an_event_that_will_go_says_so_in_its_contract_with_the_words_that_operations_have(client: Client) -> None:
    operation = contract_of(client.app)["paths"]["/old"]["get"]
    words = {"deprecated", "x-deprecated-since", "x-sunset", "x-successor"}

    old, new = Thrown.model_json_schema(), Announcement.model_json_schema()

    assert {word: old[word] for word in words} == {word: operation[word] for word in words}
    assert not words & set(new)


def test_what_the_gateway_refuses_says_so_only_if_all_of_a_version_goes() -> None:
    whole = APIRouter(dependencies=[Depends(OLD)])
    whole.get("/a")(list_new)
    whole.get("/b")(list_old)

    assert DeprecationHeaders([whole]).for_all() == SAID
    assert DeprecationHeaders([whole, router]).for_all() == {}
    assert DeprecationHeaders([]).for_all() == {}
