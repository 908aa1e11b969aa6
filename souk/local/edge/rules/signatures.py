"""Signed URLs and signed cookies: who signed, and whether the signature fits the policy."""

import base64
from collections.abc import Mapping
from dataclasses import replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from souk.local.edge.refusals import deny
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response
from souk.local.edge.rules.policies import Denied, canned, check, statement

FIELDS = frozenset({"Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"})
COOKIE = "CloudFront-"
LONGEST_TIME = 18
"""The most digits of a time that anybody means."""
HASHES: dict[str, type[hashes.HashAlgorithm]] = {"SHA1": hashes.SHA1, "SHA256": hashes.SHA256}


def refuse_unsigned(keys: Mapping[str, PublicKeyTypes] | None, request: ViewerRequest, now: float) -> Response | None:
    """A behavior with trusted key groups serves only requests that one of their keys signed, while the policy holds.

    Guide: private-content-trusted-signers.html.
    """
    if keys is None:
        return None
    try:
        fields = signed_fields(request)
        policy = policy_of(fields, unsigned(request).url)
        verify(key_of(keys, fields), policy, fields)
        check(statement(policy), unsigned(request).url, request.client, now)
    except Denied as denied:
        return deny(denied.code, denied.message, denied.detail)
    return None


def unsigned(request: ViewerRequest) -> ViewerRequest:
    """The request without the signature's parameters, which are neither in the cache key nor sent to the origin.

    Guide: private-content-how-signed-urls-work.html.
    """
    query = "&".join(pair for name, pair in request.parameters if name not in FIELDS)
    return replace(request, query=query)


def signed_fields(request: ViewerRequest) -> dict[str, str]:
    """The signature's fields. If a request has both a signed URL and signed cookies, only the URL counts.

    Guide: private-content-choosing-signed-urls-cookies.html, "Using both signed URLs and signed cookies".
    """
    query = {name: pair.partition("=")[2] for name, pair in request.parameters if name in FIELDS}
    cookies = {name.removeprefix(COOKIE): value for name, value in request.cookies if name.startswith(COOKIE)}
    fields = query if {"Signature", "Key-Pair-Id"} & set(query) else cookies
    if not fields.get("Key-Pair-Id"):
        raise Denied("the request is not signed", "MissingKey", "Missing Key-Pair-Id query parameter or cookie value")
    if not fields.get("Signature"):
        raise Denied("the request has no signature", "MissingSignature", "Missing Signature")
    return fields


def policy_of(fields: Mapping[str, str], url: str) -> bytes:
    """The policy that was signed: a custom one is sent along, a canned one is made of the URL and Expires.

    Guide: private-content-creating-signed-url-canned-policy.html and ..-custom-policy.html.
    """
    if "Policy" in fields:
        return decode(fields["Policy"], "Policy")
    expires = fields.get("Expires", "")
    if not (expires.isdecimal() and len(expires) <= LONGEST_TIME):
        raise Denied("neither Policy nor a valid Expires", "MissingPolicy", "Missing Policy or Expires")
    return canned(url, int(expires))


def key_of(keys: Mapping[str, PublicKeyTypes], fields: Mapping[str, str]) -> PublicKeyTypes:
    """The key is one of the behavior's key groups. (Guide: private-content-trusted-signers.html)"""
    key = keys.get(fields["Key-Pair-Id"])
    if key is None:
        detail = f"no key group of the behavior has the key {fields['Key-Pair-Id']}"
        raise Denied(detail, "InvalidKey", "Unknown Key")
    return key


def verify(key: PublicKeyTypes, policy: bytes, fields: Mapping[str, str]) -> None:
    """A signature is made with RSA (PKCS #1 v1.5) or ECDSA over SHA-1, or over SHA-256 if Hash-Algorithm names it.

    Guide: private-content-creating-signed-url-canned-policy.html.
    """
    algorithm = HASHES.get(fields.get("Hash-Algorithm", "SHA1").upper())
    if algorithm is None:
        raise Denied("Hash-Algorithm is neither SHA1 nor SHA256")
    signature = decode(fields["Signature"], "Signature")
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, policy, ec.ECDSA(algorithm()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, policy, padding.PKCS1v15(), algorithm())
        else:
            raise Denied("the key is neither RSA nor ECDSA")
    except InvalidSignature:
        raise Denied("the signature doesn't fit the policy and the key") from None


def decode(text: str, name: str) -> bytes:
    """Base64 in which `+`, `=` and `/` are written as `-`, `_` and `~`.

    Guide: private-content-creating-signed-url-canned-policy.html.
    """
    try:
        return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")), validate=True)
    except ValueError:  # also for characters that aren't ASCII
        raise Denied(f"{name} is not base64 as CloudFront writes it", f"Malformed{name}", f"Malformed {name}") from None
