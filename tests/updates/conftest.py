"""A repository in an imitation of S3, the update server in front of it, and a gadget that trusts its root."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from moto import mock_aws
from securesystemslib.signer import CryptoSigner

from souk_sdk.testing import FakeClock
from souk_sdk.updates import Updates
from updates.commands import repository
from updates.commands.firmware import Firmware
from updates.commands.keys import Keyring
from updates.commands.shelf import Bucket
from updates.origin.app import Repository

BUCKET = "firmware"
FIRMWARE = bytes(range(256)) * 4000
URL = "http://updates.example"


class World:
    """Both sides of the updates, without a cloud."""

    def __init__(self, folder: Path, s3: Any) -> None:
        self.folder, self.s3 = folder, s3
        s3.create_bucket(Bucket=BUCKET)
        self.shelf = Bucket(s3, BUCKET)
        self.keyring, self.root_key = Keyring.generate(), CryptoSigner.generate_ed25519()
        self.root = repository.create(self.shelf, self.root_key, self.keyring, self.now())
        self.server: Callable[..., Any] = Repository(s3, BUCKET)
        self.requests: list[tuple[str, str]] = []

    @staticmethod
    def now(days: float = 0) -> datetime:
        """The time, or one so many days away."""
        return repository.utc_now() + timedelta(days=days)

    def publish(self, version: str, content: bytes, model: str = "lumen-bulb", days: float = 0) -> str:
        """Publish a release; returns the name of its content."""
        file = self.folder / "build.bin"
        file.write_bytes(content)
        firmware = Firmware.of(file, model, version)
        return repository.publish(self.shelf, self.keyring, firmware, self.now(days))

    def gadget(self, name: str = "gadget") -> Updates:
        """A gadget with a memory of its own."""
        client = httpx.Client(transport=httpx.WSGITransport(self._noting))
        return Updates(URL, self.root, self.folder / name, client, FakeClock())

    def stored(self) -> dict[str, bytes]:
        """Everything in the bucket."""
        names = [each["Key"] for each in self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
        return {name: self.s3.get_object(Bucket=BUCKET, Key=name)["Body"].read() for name in names}

    def put(self, name: str, content: bytes) -> None:
        """Overwrite a file, as one who has taken over the bucket."""
        self.s3.put_object(Bucket=BUCKET, Key=name, Body=content)

    def restore(self, stored: dict[str, bytes]) -> None:
        """Bring back an earlier content of the bucket."""
        for name, content in stored.items():
            self.put(name, content)

    def _noting(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.requests.append((environ["PATH_INFO"], environ.get("HTTP_RANGE", "")))
        return self.server(environ, start_response)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with mock_aws():
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
        yield World(tmp_path, boto3.client("s3", **keys))
