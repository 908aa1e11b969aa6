"""The protocol of a Cognito user pool: sign-in by SRP, which never sends the password, and renewal.

Each conversation is a generator that yields requests and is sent their responses, so that synchronous and asynchronous
clients share it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from .environment import UserPool
from .errors import NotConfigured, SignInFailed


@dataclass(frozen=True)
class Tokens:
    """The tokens of a session. No repr shows them."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: float
    """The lifetime of the access token."""


Conversation = Generator[httpx.Request, httpx.Response, Tokens]


def sign_in(pool: UserPool, username: str, password: str) -> Conversation:
    """Sign in by SRP. Raises SignInFailed, NotConfigured."""
    try:
        from pycognito.aws_srp import AWSSRP
    except ImportError as error:
        raise NotConfigured("signing in needs pycognito: pip install 'souk-sdk[cognito]'") from error
    # It does the arithmetic only; its client is never used.
    srp = AWSSRP(username, password, pool.id, pool.client_id, client=object())
    challenge = yield from _request(
        pool, "InitiateAuth", AuthFlow="USER_SRP_AUTH", AuthParameters=srp.get_auth_params(), ClientId=pool.client_id
    )
    _expect(challenge, "PASSWORD_VERIFIER")
    proof = srp.process_challenge(challenge["ChallengeParameters"], {"USERNAME": username})
    result = yield from _request(
        pool,
        "RespondToAuthChallenge",
        ChallengeName="PASSWORD_VERIFIER",
        ChallengeResponses=proof,
        ClientId=pool.client_id,
        **({"Session": challenge["Session"]} if challenge.get("Session") else {}),
    )
    _expect(result, None)
    return _tokens(result, "")


def renew(pool: UserPool, refresh: str) -> Conversation:
    """A new access token for a refresh token. Raises SignInFailed when that has expired or was revoked."""
    result = yield from _request(
        pool,
        "InitiateAuth",
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": refresh},
        ClientId=pool.client_id,
    )
    _expect(result, None)
    return _tokens(result, refresh)


def _request(pool: UserPool, action: str, **payload: Any) -> Generator[httpx.Request, httpx.Response, dict[str, Any]]:
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}",
    }
    response = yield httpx.Request("POST", pool.url, headers=headers, json=payload)
    try:
        result = response.json()
    except ValueError:
        result = {}
    if response.status_code == httpx.codes.OK and isinstance(result, dict):
        return result
    error = result if isinstance(result, dict) else {}
    kind, message = str(error.get("__type", "")), error.get("message") or error.get("Message")
    reason = ": ".join(str(part) for part in (kind.rpartition("#")[2], message) if part)
    raise SignInFailed(f"the user pool refuses: {reason or f'status {response.status_code}'}")


def _expect(result: Mapping[str, Any], challenge: str | None) -> None:
    """Raise SignInFailed if the pool's challenge is another one: a new password, a second factor."""
    if (name := result.get("ChallengeName")) != challenge:
        raise SignInFailed(f"the user pool asks for {name or 'nothing'}, where this sign-in has no answer")


def _tokens(result: Mapping[str, Any], refresh: str) -> Tokens:
    """The tokens of a result. Only a pool that rotates refresh tokens includes one in a renewal."""
    tokens = result["AuthenticationResult"]
    return Tokens(tokens["AccessToken"], tokens.get("RefreshToken") or refresh, float(tokens.get("ExpiresIn", 3600)))
