"""The ports of opening content, and what that takes together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from content.domain.opening import Terms
from content.ports.catalogue import Catalogue
from content.ports.members import Members


class Signer(Protocol):
    """Signs as CloudFront's key group verifies it. Every method raises SigningUnavailable without a key."""

    def link(self, url: str, ends_at: datetime) -> str:
        """The URL with a canned policy: for this file alone."""

    def cookies(self, resource: str, begins_at: datetime, ends_at: datetime, address: str | None) -> Mapping[str, str]:
        """The cookies of a custom policy: for all URLs that the resource, with wildcards, matches.

        `address`: the only IPv4 address that it works from; None for any.
        """


class Quota(Protocol):
    """The links and sessions of each customer and day."""

    def count(self, customer_id: str, now: datetime) -> None:
        """Count one more. Raises TooManyLinks, and counts nothing, above the most."""


@dataclass(frozen=True)
class Opening:
    """Everything that opening content takes."""

    domain: str
    """The host of the distribution that serves the files."""
    cookie_domain: str
    """The domain that the API and the files share, such as `example.com`; empty if they share none."""
    terms: Terms
    catalogue: Catalogue
    members: Members
    quota: Quota
    signer: Signer
