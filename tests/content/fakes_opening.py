"""Fakes of what opening content takes: a signer that shows what it was asked for, a quota, and Secrets Manager."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from content.domain.members import Member
from content.domain.opening import SigningUnavailable, Terms, TooManyLinks, seconds_until_tomorrow
from content.ports.opening import Opening
from tests.content.fakes import MemoryCatalogue, MemoryMembers

TERMS = Terms(timedelta(minutes=15), timedelta(hours=4), per_day=3, binds_address=False)


class PlainSigner:
    """Signs nothing, but says for what; without a key it refuses."""

    def __init__(self) -> None:
        self.has_key = True

    def link(self, url: str, ends_at: datetime) -> str:
        self._ensure_key()
        return f"{url}?Expires={ends_at.timestamp():.0f}"

    def cookies(self, resource: str, begins_at: datetime, ends_at: datetime, address: str | None) -> Mapping[str, str]:
        self._ensure_key()
        return {"CloudFront-Policy": f"{resource} {begins_at:%H:%M:%S} {ends_at:%H:%M:%S} {address}"}

    def _ensure_key(self) -> None:
        if not self.has_key:
            raise SigningUnavailable


class MemoryQuota:
    """Counts by customer and day."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.counted: Counter[tuple[str, str]] = Counter()

    def count(self, customer_id: str, now: datetime) -> None:
        key = customer_id, f"{now:%Y-%m-%d}"
        if self.counted[key] >= self._most:
            raise TooManyLinks(seconds_until_tomorrow(now))
        self.counted[key] += 1


class MemorySecrets:
    """Secrets Manager with these texts; counts how often they were read."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.reads = 0

    def get_secret_value(self, SecretId: str) -> dict[str, Any]:  # noqa: N803
        self.reads += 1
        if SecretId not in self.texts:
            error = {"Error": {"Code": "ResourceNotFoundException", "Message": "no such secret"}}
            raise ClientError(error, "GetSecretValue")
        return {"SecretString": self.texts[SecretId]}


def secrets_with(private_key: str, key_pair_id: str = "K2") -> MemorySecrets:
    """The secret `signing`, which names the secret `key`."""
    current = {"secret": "key", "key_pair_id": key_pair_id}
    return MemorySecrets(signing=json.dumps(current), key=json.dumps({"private_key": private_key}))


def opening(catalogue: MemoryCatalogue, *members: Member, terms: Terms = TERMS, cookie_domain: str = "") -> Opening:
    """All that opening content takes, in memory."""
    quota = MemoryQuota(terms.per_day)
    return Opening("d1.cloudfront.net", cookie_domain, terms, catalogue, MemoryMembers(*members), quota, PlainSigner())


def member(customer_id: str) -> Member:
    """A member for as long as any test runs."""
    return Member(customer_id, until=datetime(9999, 1, 1, tzinfo=UTC))
