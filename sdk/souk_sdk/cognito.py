"""What is said to a Cognito user pool: sign-in by SRP, where the password stays here, and renewal.

Each conversation is a generator that yields requests and is sent their answers, so that it can be held in a program
that waits and in one that doesn't.
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
    """What a user pool gives. The secrets stay out of every repr."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: float
    """How long the access token is good for."""


Conversation = Generator[httpx.Request, httpx.Response, Tokens]


def sign_in(pool: UserPool, username: str, password: str) -> Conversation:
    """Prove to know the password without saying it (SRP). Raises SignInFailed, NotConfigured."""
    try:
        from pycognito.aws_srp import AWSSRP
    except ImportError as error:
        raise NotConfigured("signing in needs pycognito: pip install 'souk-sdk[cognito]'") from error
    # It does the arithmetic only; the client it would talk with is never used.
    srp = AWSSRP(username, password, pool.id, pool.client_id, client=object())
    begun = yield from _ask(
        pool, "InitiateAuth", AuthFlow="USER_SRP_AUTH", AuthParameters=srp.get_auth_params(), ClientId=pool.client_id
    )
    _expect(begun, "PASSWORD_VERIFIER")
    proof = srp.process_challenge(begun["ChallengeParameters"], {"USERNAME": username})
    done = yield from _ask(
        pool,
        "RespondToAuthChallenge",
        ChallengeName="PASSWORD_VERIFIER",
        ChallengeResponses=proof,
        ClientId=pool.client_id,
        **({"Session": begun["Session"]} if begun.get("Session") else {}),
    )
    _expect(done, None)
    return _tokens(done, "")


def renew(pool: UserPool, refresh: str) -> Conversation:
    """A new access token for a refresh token. Raises SignInFailed when that has expired or was revoked."""
    done = yield from _ask(
        pool,
        "InitiateAuth",
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": refresh},
        ClientId=pool.client_id,
    )
    _expect(done, None)
    return _tokens(done, refresh)


def _ask(pool: UserPool, action: str, **said: Any) -> Generator[httpx.Request, httpx.Response, dict[str, Any]]:
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": f"AWSCognitoIdentityProviderService.{action}",
    }
    answer = yield httpx.Request("POST", pool.url, headers=headers, json=said)
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if answer.status_code == httpx.codes.OK and isinstance(told, dict):
        return told
    kind = str(told.get("__type", "")) if isinstance(told, dict) else ""
    why = told.get("message") or told.get("Message") if isinstance(told, dict) else None
    reason = ": ".join(str(part) for part in (kind.rpartition("#")[2], why) if part)
    raise SignInFailed(f"the user pool refuses: {reason or f'status {answer.status_code}'}")


def _expect(answer: Mapping[str, Any], challenge: str | None) -> None:
    """Raises SignInFailed when the pool wants something else: a new password, a second factor."""
    if (asked := answer.get("ChallengeName")) != challenge:
        raise SignInFailed(f"the user pool asks for {asked or 'nothing'}, where this sign-in has no answer")


def _tokens(answer: Mapping[str, Any], refresh: str) -> Tokens:
    """A renewal gives no new refresh token, unless the pool rotates them."""
    told = answer["AuthenticationResult"]
    return Tokens(told["AccessToken"], told.get("RefreshToken") or refresh, float(told.get("ExpiresIn", 3600)))
