"""The client of users that orders has, and the responses it gets."""

from __future__ import annotations

import httpx
import pytest

from chassis.core.errors import Unavailable
from orders.adapters import UsersService
from orders.domain import Blocked
from souk_sdk.sigv4 import SigV4

CUSTOMER = {"id": "ada", "registered_at": "2026-11-25T12:00:00Z"}
BLOCKED = {"type": "urn:souk:problem:blocked", "title": "Staff have blocked this person.", "status": 409}
UNKNOWN = {"type": "urn:souk:problem:not-found", "title": "There is no such thing.", "status": 404}
BROKEN = {"type": "urn:souk:problem:unexpected", "title": "Something went wrong on our side.", "status": 500}


def users(status: int, body: dict[str, object], auth: httpx.Auth | None = None) -> UsersService:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, json=body)

    transport = httpx.MockTransport(answer)
    return UsersService(httpx.Client(base_url="https://users.example", transport=transport, auth=auth))


def test_whom_users_knows_exists() -> None:
    assert users(200, CUSTOMER).exists("ada")


def test_whom_users_does_not_know_does_not() -> None:
    assert not users(404, UNKNOWN).exists("nobody")


def test_who_is_blocked_is_refused() -> None:
    with pytest.raises(Blocked):
        users(409, BLOCKED).exists("ada")


def test_any_other_answer_is_none() -> None:
    with pytest.raises(Unavailable, match="500"):
        users(500, BROKEN).exists("ada")


def test_without_credentials_there_is_no_answer_either() -> None:
    class NoRole:
        def get_credentials(self) -> None:
            return None

    with pytest.raises(Unavailable, match="credentials"):
        users(200, CUSTOMER, SigV4(NoRole(), "eu-central-1")).exists("ada")
