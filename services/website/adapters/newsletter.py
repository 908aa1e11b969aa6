"""The newsletter's keys, in Secrets Manager."""

from __future__ import annotations

from functools import cached_property
from typing import Any


class Secret:
    """The text of a secret, fetched at its first use."""

    def __init__(self, secrets: Any, arn: str) -> None:
        self._secrets, self._arn = secrets, arn

    @cached_property
    def text(self) -> str:
        return str(self._secrets.get_secret_value(SecretId=self._arn)["SecretString"])


class SecretKeys:
    """The keys of the newsletter, each in a secret of its own."""

    def __init__(self, naming: Secret) -> None:
        self._naming = naming

    def naming(self) -> bytes:
        return self._naming.text.encode()
