"""Requests between services, signed with AWS Signature Version 4."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Protocol

import httpx

from .errors import NotConfigured, SignInFailed

if TYPE_CHECKING:
    from .caller_proof import CallerProof

API_GATEWAY = ".execute-api."
"""In every host name of API Gateway, which needs no proof beside the signature."""


class Credentials(Protocol):
    """Credentials of botocore, or alike."""

    def get_frozen_credentials(self) -> Any: ...


class CredentialSource(Protocol):
    """Source of credentials: a boto3 or botocore session. A role's credentials change by the hour."""

    def get_credentials(self) -> Credentials | None: ...


class SigV4(httpx.Auth):
    """Signature for `/internal` operations, which other services call.

    API Gateway verifies the signature. A load balancer verifies nothing, so a proof of the caller's role goes with
    requests to any address but API Gateway's own.

    Args:
        session: A boto3 or botocore session; its credentials are read for each request.
        region: The region of the environment, `eu-central-1`.
        audience: The service to call through a load balancer, with its environment: `souk-dev-users`. Without it no
            proof is sent.
    """

    requires_request_body = True

    def __init__(self, session: CredentialSource, region: str, audience: str = "") -> None:
        try:
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
        except ImportError as error:
            raise NotConfigured("signing needs botocore: pip install 'souk-sdk[sigv4]'") from error
        self._session, self._region, self._audience = session, region, audience
        self._proof: CallerProof | None = None
        self._signer, self._signable = SigV4Auth, AWSRequest

    def __repr__(self) -> str:
        return f"SigV4(region={self._region!r})"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign with the current credentials; called by httpx."""
        credentials = self._session.get_credentials()
        if credentials is None:
            raise SignInFailed("there are no AWS credentials to sign with")
        keys = credentials.get_frozen_credentials()
        signed = self._signable(request.method, str(request.url), data=request.content)
        self._signer(keys, "execute-api", self._region).add_auth(signed)
        request.headers.update(dict(signed.headers))
        if self._audience and API_GATEWAY not in request.url.host:
            request.headers.update(self._prove(keys))
        yield request

    def _prove(self, keys: Any) -> dict[str, str]:
        if self._proof is None:
            from .caller_proof import CallerProof

            self._proof = CallerProof(self._region, self._audience)
        return self._proof.headers(keys)
