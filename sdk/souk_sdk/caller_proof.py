"""A proof of the caller's role, for services behind a load balancer, which verifies no signatures.

It is the signature of a request to STS, GetCallerIdentity, that the called service sends: STS confirms the role. Vault
and EKS identify callers in this way. The signature covers the audience, so one service can't use it at another.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

RENEWED_AFTER = 60
"""Seconds; services accept a proof for twice as long."""
REQUEST = "Action=GetCallerIdentity&Version=2011-06-15"
FORM = "application/x-www-form-urlencoded; charset=utf-8"


class CallerProof:
    """Proofs for one audience. One is made a minute, because a service verifies each of them with STS.

    Args:
        region: The region of the environment, `eu-central-1`.
        audience: The service to call, with its environment: `souk-dev-users`.
        clock: Returns seconds, for tests.
    """

    def __init__(self, region: str, audience: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._region, self._audience, self._clock = region, audience, clock
        self._latest: tuple[Any, float, dict[str, str]] | None = None

    def headers(self, keys: Any) -> dict[str, str]:
        """The headers that prove the owner of these keys (frozen credentials of botocore, or alike)."""
        if self._latest is not None:
            of_keys, made_at, headers = self._latest
            if of_keys == keys.access_key and self._clock() - made_at < RENEWED_AFTER:
                return headers
        headers = self._sign(keys)
        self._latest = keys.access_key, self._clock(), headers
        return headers

    def _sign(self, keys: Any) -> dict[str, str]:
        suffix = ".cn" if self._region.startswith("cn-") else ""
        url = f"https://sts.{self._region}.amazonaws.com{suffix}/"
        request = AWSRequest("POST", url, {"Content-Type": FORM, "X-Souk-Audience": self._audience}, REQUEST)
        SigV4Auth(keys, "sts", self._region).add_auth(request)
        signed = request.headers
        token = {"X-Souk-Caller-Token": signed["X-Amz-Security-Token"]} if keys.token else {}
        return {"X-Souk-Caller": signed["Authorization"], "X-Souk-Caller-Date": signed["X-Amz-Date"], **token}
