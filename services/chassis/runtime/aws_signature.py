"""AWS Signature Version 4, as far as requests of `aws_client.py` need it: POST, and no query string.

botocore's signer gives the same signatures (a test compares them), takes 25 ms of a cold start, and can't be told what
time it is at AWS.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Protocol


class Keys(Protocol):
    """Credentials, frozen for one request."""

    @property
    def access_key(self) -> str: ...
    @property
    def secret_key(self) -> str: ...
    @property
    def token(self) -> str | None: ...


def sign(
    headers: Mapping[str, str], body: bytes, *, path: str, host: str, keys: Keys, scope: tuple[str, str], now: float
) -> dict[str, str]:
    """The headers (lower case) with date, token and signature. `scope` is (region, signing name), `now` a Unix time."""
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    token = {"x-amz-security-token": keys.token} if keys.token else {}
    signed = dict(sorted({**headers, "host": host, "x-amz-date": moment, **token}.items()))
    names = ";".join(signed)
    lines = "".join(f"{name}:{' '.join(value.split())}\n" for name, value in signed.items())
    request = f"POST\n{path}\n\n{lines}\n{names}\n{sha256(body).hexdigest()}"
    parts = (moment[:8], *scope, "aws4_request")
    key = f"AWS4{keys.secret_key}".encode()
    for part in parts:
        key = hmac.digest(key, part.encode(), "sha256")
    full_scope = "/".join(parts)
    text = f"AWS4-HMAC-SHA256\n{moment}\n{full_scope}\n{sha256(request.encode()).hexdigest()}"
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"Credential={keys.access_key}/{full_scope}"
    signed["authorization"] = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}"
    return signed
