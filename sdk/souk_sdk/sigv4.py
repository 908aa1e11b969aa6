"""Requests between services, signed with AWS Signature Version 4."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Protocol

import httpx

from .errors import NotConfigured, SignInFailed


class Credentials(Protocol):
    """Credentials of botocore, or alike."""

    def get_frozen_credentials(self) -> Any: ...


class CredentialSource(Protocol):
    """Source of credentials: a boto3 or botocore session. A role's credentials change by the hour."""

    def get_credentials(self) -> Credentials | None: ...


class SigV4(httpx.Auth):
    """Signature for `/internal` operations, which other services call.

    Args:
        session: A boto3 or botocore session; its credentials are read for each request.
        region: The region of the environment, `eu-central-1`.
    """

    requires_request_body = True

    def __init__(self, session: CredentialSource, region: str) -> None:
        try:
            from botocore.auth import SigV4Auth
            from botocore.awsrequest import AWSRequest
        except ImportError as error:
            raise NotConfigured("signing needs botocore: pip install 'souk-sdk[sigv4]'") from error
        self._session, self._region = session, region
        self._signer, self._signable = SigV4Auth, AWSRequest

    def __repr__(self) -> str:
        return f"SigV4(region={self._region!r})"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign with the current credentials; called by httpx."""
        credentials = self._session.get_credentials()
        if credentials is None:
            raise SignInFailed("there are no AWS credentials to sign with")
        signed = self._signable(request.method, str(request.url), data=request.content)
        self._signer(credentials.get_frozen_credentials(), "execute-api", self._region).add_auth(signed)
        request.headers.update(dict(signed.headers))
        yield request
