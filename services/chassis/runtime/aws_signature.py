"""AWS Signature Version 4, as far as requests of `aws_client.py` and forms of browsers need it.

botocore's signer gives the same signatures (a test compares them), takes 25 ms of a cold start, and can't be told what
time it is at AWS.
"""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Protocol

from chassis.runtime.aws_encoding import Encoded

ALGORITHM = "AWS4-HMAC-SHA256"
MOMENT = "%Y%m%dT%H%M%SZ"


class Keys(Protocol):
    """Credentials, frozen for one request."""

    @property
    def access_key(self) -> str: ...
    @property
    def secret_key(self) -> str: ...
    @property
    def token(self) -> str | None: ...


def sign(request: Encoded, *, host: str, keys: Keys, scope: tuple[str, str], now: float) -> dict[str, str]:
    """The headers (lower case) with date, token and signature. `scope` is (region, signing name), `now` a Unix time."""
    moment = time.strftime(MOMENT, time.gmtime(now))
    token = {"x-amz-security-token": keys.token} if keys.token else {}
    signed = dict(sorted({**request.headers, "host": host, "x-amz-date": moment, **token}.items()))
    names = ";".join(signed)
    lines = "".join(f"{name}:{' '.join(value.split())}\n" for name, value in signed.items())
    digest = sha256(request.body).hexdigest()
    canonical = f"{request.method}\n{request.path}\n{request.query}\n{lines}\n{names}\n{digest}"
    parts = (moment[:8], *scope, "aws4_request")
    full_scope = "/".join(parts)
    text = f"{ALGORITHM}\n{moment}\n{full_scope}\n{sha256(canonical.encode()).hexdigest()}"
    credential = f"Credential={keys.access_key}/{full_scope}"
    signed["authorization"] = (
        f"{ALGORITHM} {credential}, SignedHeaders={names}, Signature={_signature(keys, parts, text)}"
    )
    return signed


def sign_form(
    fields: Mapping[str, str], conditions: Sequence[Any], *, keys: Keys, region: str, now: float, expires: float
) -> dict[str, str]:
    """The fields with which a browser may upload a file to S3 by POST until the Unix time `expires`.

    S3 accepts these fields with these values only; `conditions` are further ones of the policy, such as
    `["content-length-range", 1, 1000]` and `{"bucket": "uploads"}`.
    """
    moment = time.strftime(MOMENT, time.gmtime(now))
    parts = (moment[:8], region, "s3", "aws4_request")
    token = {"x-amz-security-token": keys.token} if keys.token else {}
    signing = {"x-amz-algorithm": ALGORITHM, "x-amz-credential": f"{keys.access_key}/{'/'.join(parts)}"}
    fixed = {**fields, **signing, "x-amz-date": moment, **token}
    document = {
        "conditions": [*conditions, *({name: value} for name, value in fixed.items())],
        "expiration": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(expires)),
    }
    policy = base64.b64encode(json.dumps(document).encode()).decode()
    return {**fixed, "policy": policy, "x-amz-signature": _signature(keys, parts, policy)}


def _signature(keys: Keys, scope: Sequence[str], text: str) -> str:
    key = f"AWS4{keys.secret_key}".encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()
