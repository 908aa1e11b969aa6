"""The Idempotency-Key: what makes two requests the same."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gateway import Client

KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"
NOTE = {"name": "Anna", "email": "anna@example.com"}


@pytest.fixture
def anna(tiny: Client) -> Client:
    return tiny.as_customer("anna")


def once(client: Client, path: str = "/notes", key: str = KEY, body: Any = NOTE) -> dict[str, str]:
    """How the service sees a request."""
    answer = client.post(path, body, key=key)
    assert answer.status == 201
    return dict(answer.json)


def test_the_same_request_is_the_same(anna: Client) -> None:
    assert once(anna) == once(anna)


def test_the_order_of_a_bodys_fields_makes_no_difference(anna: Client) -> None:
    assert once(anna, body=dict(reversed(NOTE.items()))) == once(anna)


def test_another_body_is_another_request_with_the_same_key(anna: Client) -> None:
    other = once(anna, body={**NOTE, "name": "Anne"})

    assert other["id"] == once(anna)["id"]
    assert other["fingerprint"] != once(anna)["fingerprint"]


def test_another_key_is_another_request(anna: Client) -> None:
    assert once(anna, key=KEY[::-1])["id"] != once(anna)["id"]


def test_another_operation_is_another_request(anna: Client) -> None:
    assert once(anna, path="/remarks")["id"] != once(anna)["id"]


def test_another_caller_is_another_request(anna: Client, tiny: Client) -> None:
    assert once(tiny.as_customer("ben"))["id"] != once(anna)["id"]


def test_neither_caller_nor_key_can_be_read_from_the_record(anna: Client) -> None:
    assert not {"anna", KEY, "Anna"} & set(once(anna).values())
    assert all(len(value) == 64 for value in once(anna).values())


@pytest.mark.parametrize("key", ["a" * 16, "A-Z_0-9-abcdefgh", "x" * 128])
def test_any_random_value_will_do(anna: Client, key: str) -> None:
    assert once(anna, key=key)


def test_a_key_in_double_quotes_is_the_same_key(anna: Client) -> None:
    assert once(anna, key=f'"{KEY}"') == once(anna)


@pytest.mark.parametrize(
    "key",
    [
        f'"{KEY}',
        f'{KEY}"',
        f'""{KEY}""',
        '"short"',
        None,
        "",
        "a" * 15,
        "x" * 129,
        "a key with spaces in it",
        f"{KEY}, {KEY}",
        "ключ" * 5,
    ],
)
def test_anything_else_will_not(anna: Client, key: str | None) -> None:
    answer = anna.post("/notes", NOTE, key=key)

    assert (answer.status, answer.problem) == (400, "bad-request")
