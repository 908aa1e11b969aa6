"""A user pool of the tests' own: real keys, real tokens, and its JWKS on a port of this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_souk"
KEY_ID = "the-pools-key"


@cache
def key_of(_owner: str) -> rsa.RSAPrivateKey:
    """The key of somebody; making one takes a while, so everyone has one."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Pool:
    """Signs tokens the way Cognito does."""

    key: rsa.RSAPrivateKey
    jwks_url: str
    issuer: str = ISSUER

    def token(self, sub: str, /, *groups: str, signed_with: rsa.RSAPrivateKey | None = None, **others: Any) -> str:
        """An access token; `others` replace its claims, and None takes one away."""
        now = int(time.time())
        claims = {
            "sub": sub,
            "username": sub,
            "iss": self.issuer,
            "client_id": "souk-client",
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "cognito:groups": list(groups) or None,
            "iat": now,
            "exp": now + 3600,
            **others,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, signed_with or self.key, algorithm="RS256", headers={"kid": KEY_ID})


@contextmanager
def a_pool() -> Iterator[Pool]:
    """A pool whose keys can be fetched."""
    key = key_of("the pool")
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    answer = json.dumps({"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}).encode()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield Pool(key, f"http://127.0.0.1:{server.server_port}/jwks.json")
    finally:
        server.shutdown()
        server.server_close()
