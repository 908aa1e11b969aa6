"""Links in mails: a token names a subscriber and is signed, so that nobody else can make one. It holds no address."""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from enum import StrEnum

from chassis.core.errors import BadRequest, Conflict, Problem

SIGNATURE, ID, EXPIRY = 16, 16, 5  # bytes


class LinkForged(BadRequest):
    """This link is not one of ours, or is incomplete."""


class LinkExpired(Problem):
    """This link is too old."""

    status = 410


class LinkUsed(Conflict):
    """This link was used before."""


class Purpose(StrEnum):
    """The purpose of a link; one for another purpose is forged."""

    CONFIRM = "c"
    UNSUBSCRIBE = "u"


def sign(key: bytes, purpose: Purpose, subscriber_id: str, expires_at: int = 0) -> str:
    """A token; it never expires without `expires_at`, in seconds since 1970."""
    content = purpose.encode() + bytes.fromhex(subscriber_id) + expires_at.to_bytes(EXPIRY)
    return urlsafe_b64encode(content + _signature(key, content)).rstrip(b"=").decode()


def read(keys: Iterable[bytes], purpose: Purpose, token: str) -> str:
    """The subscriber's id in a token that one of the keys signed. Raises LinkForged, LinkExpired."""
    content, signature = _split(token)
    if not any(hmac.compare_digest(_signature(key, content), signature) for key in keys):
        raise LinkForged
    if content[:1] != purpose.encode():
        raise LinkForged
    if 0 < int.from_bytes(content[1 + ID :]) < time.time():
        raise LinkExpired("Sign up again for a new one.")
    return content[1 : 1 + ID].hex()


def _signature(key: bytes, content: bytes) -> bytes:
    return hmac.new(key, b"newsletter link " + content, "sha256").digest()[:SIGNATURE]


def _split(token: str) -> tuple[bytes, bytes]:
    """The signed content, and the signature. A token has one spelling only. Raises LinkForged."""
    try:
        whole = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError as error:
        raise LinkForged from error
    if urlsafe_b64encode(whole).rstrip(b"=") != token.encode() or len(whole) != 1 + ID + EXPIRY + SIGNATURE:
        raise LinkForged
    return whole[:-SIGNATURE], whole[-SIGNATURE:]
