"""Signs as CloudFront's guide says: a policy, its signature over SHA-256, and the id of the key.

Guide: private-content-creating-signed-url-canned-policy.html, private-content-setting-signed-cookie-custom-policy.html.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from content.domain.opening import SigningUnavailable

if TYPE_CHECKING:
    from botocore.signers import CloudFrontSigner

log = logging.getLogger(__name__)
LIFETIME = 300  # seconds that a key stays in memory: a rotation waits as long before it removes the old one
HASH = {"Hash-Algorithm": "SHA256"}


@dataclass(frozen=True)
class Key:
    """A private key, as a function that signs, and its id in CloudFront. The key is in no representation."""

    id: str
    sign: Callable[[bytes], bytes] = field(repr=False)


class SecretSigner:
    """Signs with the key that a secret names, which is in a secret of its own. Fails closed."""

    def __init__(self, secrets: Any, secret: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._secrets, self._secret, self._clock = secrets, secret, clock
        self._signer: CloudFrontSigner | None = None
        self._read_at = float("-inf")

    def link(self, url: str, ends_at: datetime) -> str:
        [(name, value)] = HASH.items()
        return f"{self._current().generate_presigned_url(url, date_less_than=ends_at)}&{name}={value}"

    def cookies(self, resource: str, begins_at: datetime, ends_at: datetime, address: str | None) -> Mapping[str, str]:
        signer = self._current()
        policy = signer.build_policy(resource, ends_at, begins_at, address)
        signed = dict(parse_qsl(urlsplit(signer.generate_presigned_url(resource, policy=policy)).query))
        return {f"CloudFront-{name}": value for name, value in {**signed, **HASH}.items()}

    def _current(self) -> CloudFrontSigner:
        if self._signer is None or self._clock() - self._read_at > LIFETIME:
            # Forgotten before the next is read: a key that was removed signs nothing more.
            self._signer, read_at = None, self._clock()
            self._signer, self._read_at = _signer(self._read()), read_at
        return self._signer

    def _read(self) -> Key:
        try:
            current = json.loads(self._text(self._secret))
            private = json.loads(self._text(current["secret"]))["private_key"]
            return Key(current["key_pair_id"], _signature(private.encode()))
        except ClientError as error:
            log.error("the key that signs links can't be read", extra={"error": error.response["Error"]["Code"]})
        except BotoCoreError as error:
            log.error("the key that signs links can't be read", extra={"error": type(error).__name__})
        except (ValueError, KeyError, TypeError, AttributeError):
            # Without the exception: its text may hold a part of the key.
            log.error("the key that signs links is malformed: rotate it with `souk content rotate-key`")
        raise SigningUnavailable

    def _text(self, secret: str) -> str:
        return str(self._secrets.get_secret_value(SecretId=secret)["SecretString"])


def _signer(key: Key) -> CloudFrontSigner:
    # Imported here: it is slow to load, and reading the catalogue takes no signature.
    from botocore.signers import CloudFrontSigner

    return CloudFrontSigner(key.id, key.sign)


def _signature(private: bytes) -> Callable[[bytes], bytes]:
    """A function that signs. Raises ValueError or TypeError for what is no key that CloudFront takes."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(private, password=None)
    except UnsupportedAlgorithm:
        raise ValueError from None
    if isinstance(key, rsa.RSAPrivateKey):
        return lambda message: key.sign(message, padding.PKCS1v15(), SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return lambda message: key.sign(message, ec.ECDSA(SHA256()))
    raise ValueError
