"""Access: who may call an operation, decided from what API Gateway verified or, where no gateway did, from the token.

An operation depends on one of these, and its contract follows:
`Caller` (anyone signed in), `Staff` (a member of the group), `ServiceCall` (another service, SigV4-signed).

The request context comes with the Lambda invocation, never from the request, so it can be trusted.
Where it holds no claims (`sam local`, uvicorn), the token's signature is checked against the pool's JWKS; where a load
balancer wrote it, a service that calls has to prove its role (`callers.py`).
"""

from __future__ import annotations

import json
import logging
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from fastapi import Depends, Request
from fastapi.openapi.models import APIKey, APIKeyIn
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.base import SecurityBase

from chassis.core.errors import Forbidden, Unauthenticated, Unavailable
from chassis.core.identity import STAFF, Identity
from chassis.web.gateway import is_load_balancer

if TYPE_CHECKING:
    import jwt

log = logging.getLogger(__name__)
Claims = Mapping[str, Any]
# Exactly one: of two headers, joined as `Bearer ..., Bearer ...`, the gateway verified only one.
ONE_TOKEN = re.compile(r"(?:Bearer +)?[\w-]+\.(?P<payload>[\w-]+)\.[\w-]+", re.IGNORECASE | re.ASCII)
UNVERIFIABLE = "Access tokens can't be verified here."
SCOPE = "aws.cognito.signin.user.admin"  # in every access token of a signed-in person


class Verifier(Protocol):
    """Turns an access token into its claims."""

    def claims(self, token: str) -> Claims:
        """The claims of a token whose signature, issuer and times hold. Raises Unauthenticated."""


class PoolVerifier:
    """Checks a token against the keys of one Cognito user pool."""

    def __init__(self, issuer: str, jwks_url: str) -> None:
        self._issuer, self._jwks_url = issuer, jwks_url

    @cached_property
    def _keys(self) -> jwt.PyJWKClient:
        # Imported here: unused behind API Gateway, and cryptography is slow to load.
        import jwt

        return jwt.PyJWKClient(self._jwks_url, timeout=3)

    def claims(self, token: str) -> Claims:
        """The claims of a valid token. Raises Unauthenticated, or Unavailable if the keys can't be fetched."""
        try:
            import jwt
        except ImportError as error:
            log.error("no package to verify access tokens: build with SOUK_VERIFY_TOKENS=1, see docs/sam-local.md")
            raise Unauthenticated(UNVERIFIABLE) from error
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: Claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                issuer=self._issuer,
                options={"require": ["exp", "iss", "sub"]},
            )
        except jwt.PyJWKClientConnectionError as error:
            raise Unavailable("The user pool's keys can't be had.") from error
        except jwt.PyJWTError as error:
            raise Unauthenticated("The access token is not valid.") from error
        if SCOPE not in str(claims.get("scope", "")).split():
            raise Unauthenticated("The access token is for something else.")
        return claims


class NoVerifier:
    """Refuses every token: for apps that run behind the gateway only, and the default."""

    def claims(self, token: str) -> Claims:
        raise Unauthenticated(UNVERIFIABLE)


class _SigV4(SecurityBase):
    """AWS_IAM in the contract: a request signed with Signature Version 4."""

    def __init__(self) -> None:
        self.model = APIKey(**{"in": APIKeyIn.header}, name="Authorization", description="AWS SigV4")
        self.scheme_name = "sigv4"

    async def __call__(self, request: Request) -> None:
        return None


_bearer = HTTPBearer(scheme_name="token", bearerFormat="JWT", description="A Cognito access token.", auto_error=False)


def _gateway(request: Request) -> dict[str, Any]:
    """The request context of API Gateway or of a load balancer, or an empty one."""
    event: dict[str, Any] = request.scope.get("aws.event", {})
    return event.get("requestContext") or {}


def _groups(claim: Any, authorization: list[str]) -> frozenset[str]:
    """The groups in a verified token.

    A gateway flattens the list to text (`a,b` or `[a b]`), where one group `a,b` looks like two. So the list is read
    from the token that the gateway verified, and counts only if it flattens to that text; else there are no groups.
    """
    if not isinstance(claim, str):
        return frozenset(claim or ())
    groups = _listed_groups(", ".join(authorization))
    return frozenset(groups) if claim in (",".join(groups), f"[{' '.join(groups)}]") else frozenset()


def _listed_groups(authorization: str) -> list[str]:
    """The groups in the payload of a token that the gateway verified; none unless it is exactly one token."""
    token = ONE_TOKEN.fullmatch(authorization)
    try:
        payload = json.loads(urlsafe_b64decode(token["payload"] + "==")) if token else {}
        return [str(group) for group in payload["cognito:groups"]]
    except (KeyError, TypeError, ValueError):
        return []


async def signed_in(
    request: Request, token: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Identity:
    """The person who calls."""
    claims = (_gateway(request).get("authorizer") or {}).get("claims")
    if claims is None:
        if token is None:
            raise Unauthenticated("Send an access token: `Authorization: Bearer ...`.")
        claims = request.app.state.verifier.claims(token.credentials)
    if claims.get("token_use") != "access":
        raise Unauthenticated("This is not an access token.")
    roles = _groups(claims.get("cognito:groups"), request.headers.getlist("authorization"))
    return Identity(id=claims["sub"], username=claims.get("username", ""), roles=roles)


async def staff(caller: Annotated[Identity, Depends(signed_in)]) -> Identity:
    """The member of staff who calls."""
    if not caller.is_staff:
        raise Forbidden(f"Only members of the group `{STAFF}` may do this.")
    return caller


async def service_call(request: Request, _: Annotated[None, Depends(_SigV4())]) -> str:
    """The role of the service that calls: as API Gateway verified it, or proven by the caller."""
    if is_load_balancer(request.scope.get("aws.event", {})):
        if request.app.state.callers is None:
            raise Forbidden("No service may call this here.")
        return str(request.app.state.callers.role(request.headers))
    role = (_gateway(request).get("identity") or {}).get("userArn")
    if not role:
        raise Forbidden("Only other services may call this.")
    return str(role)


Caller = Annotated[Identity, Depends(signed_in)]
Staff = Annotated[Identity, Depends(staff)]
ServiceCall = Annotated[str, Depends(service_call)]
