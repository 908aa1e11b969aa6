"""The newsletter's keys, in Secrets Manager."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError

LIFETIME = 300  # seconds that a key which may be rotated stays in memory
SHORTEST = 10  # seconds between two fetches, whatever forged links ask for


class Secret:
    """The text of a secret that never changes, fetched at its first use."""

    def __init__(self, secrets: Any, arn: str) -> None:
        self._secrets, self._arn = secrets, arn

    @cached_property
    def text(self) -> str:
        return str(self._secrets.get_secret_value(SecretId=self._arn)["SecretString"])


class RotatedSecret:
    """The texts of a secret that may be rotated: the current one, then the previous one."""

    def __init__(self, secrets: Any, arn: str) -> None:
        self._secrets, self._arn = secrets, arn
        self._texts: list[str] = []
        self._fetched_at = float("-inf")

    def texts(self) -> Sequence[str]:
        if time.monotonic() - self._fetched_at > LIFETIME:
            self._fetch()
        return self._texts

    def renew(self) -> bool:
        if time.monotonic() - self._fetched_at < SHORTEST:
            return False
        self._fetch()
        return True

    def _fetch(self) -> None:
        current = self._secrets.get_secret_value(SecretId=self._arn)["SecretString"]
        self._texts, self._fetched_at = [current, *self._previous()], time.monotonic()

    def _previous(self) -> list[str]:
        try:
            return [self._secrets.get_secret_value(SecretId=self._arn, VersionStage="AWSPREVIOUS")["SecretString"]]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return []  # it was never rotated


class SecretKeys:
    """The keys of the newsletter, each in a secret of its own."""

    def __init__(self, naming: Secret, confirming: RotatedSecret) -> None:
        self._naming, self._confirming = naming, confirming

    def naming(self) -> bytes:
        return self._naming.text.encode()

    def confirming(self) -> Sequence[bytes]:
        return [text.encode() for text in self._confirming.texts()]

    def renew(self) -> bool:
        return self._confirming.renew()
