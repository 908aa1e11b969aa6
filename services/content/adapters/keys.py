"""The keys that sign links, in Secrets Manager: the private half as the secret, the public one in its description.

So the public half can be read again without the right to read secrets, which only the function that signs has.
"""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from content.domain.keys import KeyPair
from content.ports.keys import StoredKey


class SecretVault:
    """The secrets `souk-ENV-content-signing-key-SLOT`."""

    def __init__(self, secrets: Any, environment: str) -> None:
        self._secrets, self._environment = secrets, environment

    def find(self, slot: str) -> StoredKey | None:
        try:
            secret = self._secrets.describe_secret(SecretId=self._name(slot))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise
        description = json.loads(secret["Description"])
        return StoredKey(description["serial"], description["public_key"])

    def add(self, slot: str, serial: str, pair: KeyPair, token: str) -> bool:
        try:
            self._secrets.create_secret(
                Name=self._name(slot),
                Description=json.dumps({"serial": serial, "public_key": pair.public}),
                SecretString=json.dumps({"private_key": pair.private}),
                ClientRequestToken=token,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceExistsException":
                return False
            raise
        return True

    def remove(self, slot: str) -> None:
        try:
            # At once: a secret that can be restored for days keeps its name as long.
            self._secrets.delete_secret(SecretId=self._name(slot), ForceDeleteWithoutRecovery=True)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise

    def _name(self, slot: str) -> str:
        return f"souk-{self._environment}-content-signing-key-{slot}"
