"""Request bodies: JSON in UTF-8 that every parser reads the same way."""

from __future__ import annotations

import pytest

from tests.gateway import Answer, Client

JSON = {"Content-Type": "application/json"}
LATIN = '{"name": "Zoë", "email": ""}'.encode("latin-1")


def put_note(tiny: Client, body: str | bytes) -> Answer:
    return tiny.as_staff().request("PUT", "/notes/1", headers=JSON, body=body)


@pytest.mark.parametrize(
    "body",
    [
        '{"name": "Anna", "name": "Bert", "email": ""}',
        '{"name": "Anna", "email": "", "more": [{"deep": {"a": 1, "\\u0061": 2}}]}',
    ],
)
def test_a_field_that_stands_twice_is_refused(tiny: Client, body: str) -> None:
    answer = put_note(tiny, body)

    assert (answer.status, answer.problem) == (400, "bad-request")
    assert "twice" in answer.json["detail"]


def test_the_same_field_may_stand_in_several_objects(tiny: Client) -> None:
    answer = put_note(tiny, '{"name": "Anna", "email": "", "more": [{"a": 1}, {"a": 1}]}')

    assert answer.json["errors"][0]["field"] == "body.more"


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 100_000,
        "  ",
        '{"name": NaN, "email": ""}',
        '{"name": -Infinity, "email": ""}',
        '{"name": ' + "9" * 5000 + "}",
        '{"name": "Anna", "email": ""}'.encode("utf-16"),
    ],
    ids=["cut off", "deep", "blank", "NaN", "Infinity", "beyond counting", "UTF-16"],
)
def test_what_is_not_json_is_refused(tiny: Client, body: str | bytes) -> None:
    answer = put_note(tiny, body)

    assert (answer.status, answer.problem) == (400, "bad-request")


@pytest.mark.parametrize(
    "latin", [LATIN, LATIN.decode("utf-8", "replace")], ids=["in bytes", "as the gateway reads it"]
)
def test_a_body_that_is_no_utf_8_is_refused_instead_of_stored_in_part(tiny: Client, latin: str | bytes) -> None:
    answer = put_note(tiny, latin)

    assert (answer.status, answer.problem) == (400, "bad-request")
    assert "UTF-8" in answer.json["detail"]


def test_a_byte_order_mark_is_let_be(tiny: Client) -> None:
    assert put_note(tiny, '\ufeff{"name": "Anna", "email": ""}').status == 200


def test_a_body_that_nobody_asked_for_is_looked_at_too(tiny: Client) -> None:
    answer = tiny.request("GET", "/things", headers=JSON, body='{"a": 1, "a": 2}')

    assert (answer.status, answer.problem) == (400, "bad-request")
