"""Tells callers apart by their addresses: the gateway's word, or CloudFront's where the request proves to come from it.

Anybody may write `X-Forwarded-For`. CloudFront and the gateway each add the address that they see to its end, so that
behind the distribution the viewer's is the last but one; without it, the caller's is the gateway's `sourceIp`. The
distribution proves itself by a header whose value is a secret of the stack.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from typing import Any, Protocol

PROOF = "x-souk-edge"


class HasText(Protocol):
    """Something with a secret text."""

    @property
    def text(self) -> str: ...


class AddressedCallers:
    """Callers by network address."""

    def __init__(self, proof: HasText) -> None:
        self._proof = proof

    def network(self, event: Mapping[str, Any]) -> str:
        source = str(((event.get("requestContext") or {}).get("identity") or {}).get("sourceIp", ""))
        headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
        # The secret is fetched only for requests that claim to come from the distribution.
        if PROOF in headers and hmac.compare_digest(headers[PROOF].encode(), self._proof.text.encode()):
            return _network(_viewer(headers.get("x-forwarded-for", ""), source))
        return _network(source)


def _viewer(forwarded: str, source: str) -> str:
    addresses = [part.strip() for part in forwarded.split(",") if part.strip()]
    if addresses and addresses[-1] == source:
        addresses.pop()
    return addresses[-1] if addresses else source


def _network(address: str) -> str:
    """A household has a whole /64 of IPv6 addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
