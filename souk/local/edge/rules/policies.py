"""The policy of a signed URL or cookie: a statement with a resource and conditions."""

import json
from ipaddress import ip_address, ip_network
from typing import Any

from souk.local.edge.rules.behaviors import pattern

CONDITIONS = {"DateLessThan", "DateGreaterThan", "IpAddress"}


class Denied(Exception):
    """The viewer may not read the object: CloudFront's code and message, and the detail for a developer."""

    def __init__(self, detail: str, code: str = "AccessDenied", message: str = "Access denied") -> None:
        super().__init__(detail)
        self.detail, self.code, self.message = detail, code, message


def canned(url: str, expires: int) -> bytes:
    """A canned policy grants one URL until a time, and is signed without white space.

    Guide: private-content-creating-signed-url-canned-policy.html.
    """
    condition = {"DateLessThan": {"AWS:EpochTime": expires}}
    policy = {"Statement": [{"Resource": url, "Condition": condition}]}
    return json.dumps(policy, separators=(",", ":"), ensure_ascii=False).encode()


def statement(policy: bytes) -> dict[str, Any]:
    """A policy is JSON with one statement. (Guide: private-content-creating-signed-url-custom-policy.html)"""
    try:
        [only] = json.loads(policy)["Statement"]
        only["Condition"]["DateLessThan"]["AWS:EpochTime"] + 0
    except (ValueError, KeyError, TypeError):
        raise Denied(
            "the policy is not one statement with DateLessThan", "MalformedPolicy", "Malformed Policy"
        ) from None
    if unknown := set(only["Condition"]) - CONDITIONS:
        raise Denied(f"unknown condition {min(unknown)}", "MalformedPolicy", "Malformed Policy")
    return dict(only)


def check(only: dict[str, Any], url: str, client: str, now: float) -> None:
    """Raise Denied unless all of the statement holds for a viewer's URL and address at this time."""
    condition = only["Condition"]
    try:
        check_resource(only.get("Resource", "*"), url)
        check_end(condition["DateLessThan"]["AWS:EpochTime"], now)
        check_begin(condition.get("DateGreaterThan", {}).get("AWS:EpochTime", 0), now)
        check_address(condition.get("IpAddress", {}).get("AWS:SourceIp", "0.0.0.0/0"), client)
    except (TypeError, AttributeError, ValueError):
        raise Denied("the policy has a value of a wrong kind", "MalformedPolicy", "Malformed Policy") from None


def check_resource(resource: str, url: str) -> None:
    """The resource is the URL without the signature's parameters; `*` stands for any characters, `?` for one.

    Guide: private-content-creating-signed-url-custom-policy.html.
    """
    if not pattern(resource).fullmatch(url):
        raise Denied(f"the policy is for {resource}, not for {url}")


def check_end(end: float, now: float) -> None:
    """The time of the request must be before DateLessThan; a download that began before may go on.

    Guide: private-content-how-signed-urls-work.html.
    """
    if now >= end:
        raise Denied(f"the signature expired {now - end:.0f} s ago")


def check_begin(begin: float, now: float) -> None:
    """The time of the request must be after DateGreaterThan, if the policy has it.

    Guide: private-content-creating-signed-url-custom-policy.html.
    """
    if now <= begin:
        raise Denied(f"the signature begins in {begin - now:.0f} s")


def check_address(network: str, client: str) -> None:
    """The viewer's IPv4 address must be in the range of IpAddress; 0.0.0.0/0 is any address.

    Guide: private-content-creating-signed-url-custom-policy.html.
    """
    if network != "0.0.0.0/0" and ip_address(client) not in ip_network(network, strict=False):
        raise Denied(f"the policy is for {network}, not for {client}")
