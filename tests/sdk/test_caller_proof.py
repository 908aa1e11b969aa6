"""Behind a load balancer nobody verifies signatures, so a proof of the caller's role goes with the request."""

from __future__ import annotations

import httpx
import pytest
from botocore.credentials import Credentials

from souk_sdk import SigV4
from souk_sdk.caller_proof import RENEWED_AFTER, CallerProof
from tests.sdk.fakes import Service
from tests.sdk.test_sigv4 import OK, Role

KEYS = Credentials("ASIAEXAMPLEEXAMPLE12", "secret", "session-token")
BALANCER, GATEWAY = "https://users.souk.example/users/v1", "https://a1.execute-api.eu-central-1.amazonaws.com/v1"


def sent(url: str, audience: str = "souk-dev-users") -> httpx.Headers:
    """The headers of a signed request."""
    other = Service(OK)
    auth = SigV4(Role(KEYS), "eu-central-1", audience)
    httpx.Client(transport=httpx.MockTransport(other), auth=auth).get(f"{url}/internal/customers/1")
    return other.asked[0].headers


def test_a_request_to_a_load_balancer_has_a_proof_of_the_role() -> None:
    headers = sent(BALANCER)

    assert headers["X-Souk-Caller"].startswith("AWS4-HMAC-SHA256 Credential=ASIAEXAMPLEEXAMPLE12/")
    assert "/eu-central-1/sts/aws4_request" in headers["X-Souk-Caller"]
    assert "x-souk-audience" in headers["X-Souk-Caller"]
    assert headers["X-Souk-Caller-Token"] == "session-token"
    assert headers["X-Souk-Caller-Date"]
    assert "secret" not in str(headers.raw)


@pytest.mark.parametrize(("url", "audience"), [(GATEWAY, "souk-dev-users"), (BALANCER, "")])
def test_one_to_api_gateway_or_for_nobody_in_particular_has_none(url: str, audience: str) -> None:
    assert [name for name in sent(url, audience) if name.startswith("x-souk")] == []


def test_a_proof_is_used_for_a_minute() -> None:
    now = [0.0]
    proof = CallerProof("eu-central-1", "souk-dev-users", lambda: now[0])
    first = proof.headers(KEYS)

    now[0] = RENEWED_AFTER - 1
    assert proof.headers(KEYS) is first

    now[0] = RENEWED_AFTER
    assert proof.headers(KEYS) is not first


def test_new_credentials_get_a_new_proof() -> None:
    proof = CallerProof("eu-central-1", "souk-dev-users")
    first = proof.headers(KEYS)

    second = proof.headers(Credentials("ASIAEXAMPLEEXAMPLE13", "secret"))

    assert "ASIAEXAMPLEEXAMPLE13" in second["X-Souk-Caller"]
    assert "X-Souk-Caller-Token" in first
    assert "X-Souk-Caller-Token" not in second


def test_each_audience_has_a_proof_of_its_own() -> None:
    proofs = {sent(BALANCER, f"souk-{env}-users")["X-Souk-Caller"] for env in ("dev", "prod")}

    assert len(proofs) == 2
