"""Calls between services are signed as the caller's role."""

from __future__ import annotations

import httpx
import pytest
from botocore.credentials import Credentials

from souk_sdk import SignInFailed, SigV4
from tests.sdk.fakes import Ask, Service

OK = httpx.Response(200)


class Role:
    """The credentials of a function's role, or of none."""

    def __init__(self, *credentials: Credentials) -> None:
        self.credentials = list(credentials)

    def get_credentials(self) -> Credentials | None:
        return self.credentials.pop(0) if self.credentials else None


def test_a_call_is_signed_as_the_functions_role() -> None:
    other, role = Service(OK), Role(Credentials("AKIA1", "secret", "session-token"))

    httpx.Client(transport=httpx.MockTransport(other), auth=SigV4(role, "eu-central-1")).get("https://users.example/1")

    headers = other.asked[0].headers
    assert headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIA1/")
    assert "/eu-central-1/execute-api/aws4_request" in headers["Authorization"]
    assert headers["X-Amz-Security-Token"] == "session-token"
    assert headers["X-Amz-Date"]
    assert "secret" not in str(headers.raw)


def test_each_call_is_signed_with_the_credentials_of_the_hour() -> None:
    other, role = Service(OK), Role(Credentials("AKIA1", "secret"), Credentials("AKIA2", "secret"))
    http = httpx.Client(transport=httpx.MockTransport(other), auth=SigV4(role, "eu-central-1"))

    for _ in range(2):
        http.get("https://users.example/1")

    assert ["AKIA1" in other.asked[0].headers["Authorization"], "AKIA2" in other.asked[1].headers["Authorization"]]
    assert other.asked[0].headers["Authorization"] != other.asked[1].headers["Authorization"]


def test_the_body_is_part_of_the_signature() -> None:
    other, role = Service(OK), Role(*[Credentials("AKIA1", "secret")] * 2)
    http = httpx.Client(transport=httpx.MockTransport(other), auth=SigV4(role, "eu-central-1"))

    for body in ("one", "another"):
        http.post("https://users.example/1", content=body)

    signatures = {request.headers["Authorization"].rpartition("Signature=")[2] for request in other.asked}
    assert len(signatures) == 2


def test_without_credentials_nobody_is_called() -> None:
    other = Service(OK)
    http = httpx.Client(transport=httpx.MockTransport(other), auth=SigV4(Role(), "eu-central-1"))

    with pytest.raises(SignInFailed):
        http.get("https://users.example/1")

    assert other.asked == []


def test_operations_for_services_are_called_by_the_front_too(ask: Ask) -> None:
    customer = httpx.Response(200, json={"id": "1", "registered_at": "2026-11-25T12:00:00Z"})
    service, role = Service(customer), Role(Credentials("AKIA1", "secret"))

    ask(service, lambda souk: souk.users.get_customer("1"), auth=SigV4(role, "eu-central-1"))

    assert service.asked[0].headers["Authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIA1/")


def test_no_key_is_shown() -> None:
    assert "secret" not in repr(SigV4(Role(Credentials("AKIA1", "secret")), "eu-central-1"))
