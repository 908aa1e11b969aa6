"""An independent verifier of signed URLs and cookies, written against CloudFront's guide and no code of the edge.

Guide: private-content-creating-signed-url-canned-policy.html, private-content-creating-signed-url-custom-policy.html,
private-content-how-signed-urls-work.html, private-content-choosing-signed-urls-cookies.html.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

OWN = ("Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm")
CONDITIONS = {"DateLessThan", "DateGreaterThan", "IpAddress"}
ANY = "0.0.0.0/0"  # also of IPv6
ALGORITHMS = {"SHA1": ("sha1", SHA1), "SHA256": ("sha256", SHA256)}


@dataclass(frozen=True)
class Asked:
    """A request of a viewer at a time."""

    url: str
    cookies: Mapping[str, str] = field(default_factory=dict)
    client: str = "203.0.113.7"
    at: float = 0.0


class Refused(Exception):
    """CloudFront would answer 403."""


def serves(public_keys: Mapping[str, str], asked: Asked) -> bool:
    """Whether CloudFront serves the request, if its key group has these keys (PEM by id)."""
    try:
        plain_url, fields = _separate(asked)
        signed = _signed_text(plain_url, fields)
        _ensure_signed(public_keys, signed, fields)
        _ensure_granted(json.loads(signed), plain_url, asked)
    except (Refused, ValueError, KeyError, TypeError, InvalidSignature):
        return False
    return True


def _separate(asked: Asked) -> tuple[str, dict[str, str]]:
    """The URL without the parameters of a signature, and these; they come from the cookies if the URL has none."""
    address, _, query = asked.url.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    own = {name: value for name, _, value in (pair.partition("=") for pair in pairs) if name in OWN}
    rest = [pair for pair in pairs if pair.partition("=")[0] not in OWN]
    plain_url = f"{address}?{'&'.join(rest)}" if rest else address
    if "Signature" in own or "Key-Pair-Id" in own:
        return plain_url, own
    return plain_url, {
        name: asked.cookies[f"CloudFront-{name}"] for name in OWN if f"CloudFront-{name}" in asked.cookies
    }


def _signed_text(plain_url: str, fields: Mapping[str, str]) -> bytes:
    """The custom policy that was sent, or the canned one, which has no white space and only these two values."""
    if "Policy" in fields:
        return _decode(fields["Policy"])
    if not re.fullmatch("[0-9]{1,18}", fields["Expires"], re.ASCII):
        raise Refused
    text = '{"Statement":[{"Resource":"%s","Condition":{"DateLessThan":{"AWS:EpochTime":%d}}}]}'
    return (text % (plain_url, int(fields["Expires"]))).encode()


def _ensure_signed(public_keys: Mapping[str, str], text: bytes, fields: Mapping[str, str]) -> None:
    name, algorithm = ALGORITHMS[fields.get("Hash-Algorithm", "SHA1")]
    digest, prehashed = hashlib.new(name, text).digest(), utils.Prehashed(algorithm())
    key = load_pem_public_key(public_keys[fields["Key-Pair-Id"]].encode())
    signature = _decode(fields["Signature"])
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, digest, padding.PKCS1v15(), prehashed)
    elif isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        key.verify(signature, digest, ec.ECDSA(prehashed))
    else:
        raise Refused


def _ensure_granted(policy: dict[str, Any], plain_url: str, asked: Asked) -> None:
    [statement] = policy["Statement"]
    condition = statement["Condition"]
    if not {*condition} <= CONDITIONS:
        raise Refused
    if not _matches(statement.get("Resource", "*"), plain_url):
        raise Refused
    if asked.at >= condition["DateLessThan"]["AWS:EpochTime"]:
        raise Refused
    if "DateGreaterThan" in condition and asked.at <= condition["DateGreaterThan"]["AWS:EpochTime"]:
        raise Refused
    network = condition.get("IpAddress", {}).get("AWS:SourceIp", ANY)
    if network != ANY and ipaddress.ip_address(asked.client) not in ipaddress.ip_network(network):
        raise Refused


def _matches(resource: str, url: str) -> bool:
    """`*` stands for any number of characters, `?` for one. By rows of a table, one for each character."""
    row = [True] + [False] * len(url)
    for sign in resource:
        following = [sign == "*" and row[0]]
        for at, character in enumerate(url):
            by_star = sign == "*" and (following[at] or row[at + 1])
            following.append(by_star or (sign in ("?", character) and sign != "*" and row[at]))
        row = following
    return row[-1]


def _decode(text: str) -> bytes:
    """Base64, in which `+`, `=` and `/` were replaced by `-`, `_` and `~`."""
    if re.search(r"[+=/]", text):
        raise Refused
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "=").replace("~", "/"), validate=True)
    except binascii.Error as error:
        raise Refused from error
