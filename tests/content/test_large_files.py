"""Large files in S3: uploaded in parts, and continued after a kill; moto imitates S3."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from content.commands.files import PART, LocalFile
from content.commands.shelf import CACHE_CONTROL, Bucket
from souk.base.errors import SoukError

pytestmark = pytest.mark.slow

KEY = "film/1a2b/film.mp4"


class Killed(BaseException):
    """The process ended here."""


class Connection:
    """A client of S3 that notes the parts it uploads, and may be killed before one."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.parts: list[int] = []
        self.killed_before: int | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def upload_part(self, **call: Any) -> Any:
        if call["PartNumber"] == self.killed_before:
            raise Killed
        self.parts.append(call["PartNumber"])
        return self._client.upload_part(**call)


@pytest.fixture
def s3() -> Iterator[Connection]:
    with mock_aws():
        client = boto3.client("s3", "us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
        client.create_bucket(Bucket="files")
        yield Connection(client)


@pytest.fixture
def film(tmp_path: Path) -> LocalFile:
    path = tmp_path / "film.mp4"
    path.write_bytes(os.urandom(PART) + b"second" * (PART // 6) + os.urandom(PART // 2))
    return LocalFile.of("film.mp4", path)


def stored(s3: Connection) -> bytes:
    return bytes(s3.get_object(Bucket="files", Key=KEY)["Body"].read())


def test_a_large_file_arrives_whole_with_its_type_and_checksum(s3: Connection, film: LocalFile) -> None:
    pieces: list[int] = []
    shelf = Bucket(s3, "files")

    shelf.store(KEY, film, pieces.append)

    head = s3.head_object(Bucket="files", Key=KEY)
    assert stored(s3) == film.path.read_bytes()
    assert sum(pieces) == film.size
    assert (head["ContentType"], head["CacheControl"], head["Metadata"]) == (
        "video/mp4",
        CACHE_CONTROL,
        {"sha256": film.sha256},
    )
    assert shelf.tags("film/")[KEY] in film.tags


def test_after_a_kill_only_the_missing_parts_are_uploaded(s3: Connection, film: LocalFile) -> None:
    s3.killed_before = 3
    with pytest.raises(Killed):
        Bucket(s3, "files").store(KEY, film, lambda _: None)
    assert Bucket(s3, "files").tags("film/") == {}
    s3.killed_before = None

    Bucket(s3, "files").store(KEY, film, lambda _: None)

    assert s3.parts == [1, 2, 3]
    assert stored(s3) == film.path.read_bytes()


def test_parts_of_an_earlier_content_are_replaced(s3: Connection, film: LocalFile) -> None:
    s3.killed_before = 3
    with pytest.raises(Killed):
        Bucket(s3, "files").store(KEY, film, lambda _: None)
    s3.killed_before = None
    with film.path.open("r+b") as file:
        file.write(b"other")
    changed = LocalFile.of("film.mp4", film.path)

    Bucket(s3, "files").store(KEY, changed, lambda _: None)

    assert s3.parts == [1, 2, 1, 3]
    assert stored(s3) == film.path.read_bytes()


@pytest.mark.parametrize("size", [10, PART + 10])
def test_a_file_that_changes_meanwhile_is_not_stored(s3: Connection, tmp_path: Path, size: int) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"x" * size)
    file = LocalFile.of("film.mp4", path)
    path.write_bytes(b"y" * size)

    with pytest.raises(SoukError, match="changed while it was published"):
        Bucket(s3, "files").store(KEY, file, lambda _: None)
    assert Bucket(s3, "files").tags("film/") == {}


@pytest.mark.parametrize("size", [10, PART + 10])
def test_a_copy_is_known_by_its_tag(s3: Connection, tmp_path: Path, size: int) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"x" * size)
    file, shelf = LocalFile.of("film.mp4", path), Bucket(s3, "files")
    shelf.store(KEY, file, lambda _: None)

    shelf.copy(KEY, "film/3c4d/film.mp4", file)

    assert shelf.tags("film/3c4d/")["film/3c4d/film.mp4"] in file.tags
