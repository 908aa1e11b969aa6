"""Storage of a TUF repository: its promises, and a bucket that keeps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from botocore.exceptions import ClientError

TAKEN = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")


@dataclass(frozen=True)
class Stored:
    """A file as it is stored."""

    content: bytes
    tag: str
    """Changes with the content."""


class Shelf(Protocol):
    """Files by name. Each operation happens wholly or not at all."""

    def read(self, name: str) -> Stored | None:
        """A file; None if there is none of this name."""
        ...

    def add(self, name: str, content: bytes) -> bool:
        """Store a new file; False, and nothing changes, if the name is taken."""
        ...

    def replace(self, name: str, content: bytes, tag: str) -> bool:
        """Replace a file; False, and nothing changes, if its tag is another one by now."""
        ...

    def upload(self, name: str, file: Path, sent: Callable[[int], object]) -> None:
        """Store a large file, whose content its name determines; `sent` gets the bytes of each piece."""
        ...


class Bucket:
    """A shelf in S3, by its conditional writes."""

    def __init__(self, s3: Any, name: str) -> None:
        self._s3, self._name = s3, name

    def read(self, name: str) -> Stored | None:
        """See Shelf."""
        try:
            answer = self._s3.get_object(Bucket=self._name, Key=name)
        except self._s3.exceptions.NoSuchKey:
            return None
        return Stored(answer["Body"].read(), answer["ETag"])

    def add(self, name: str, content: bytes) -> bool:
        """See Shelf."""
        return self._put(name, content, IfNoneMatch="*")

    def replace(self, name: str, content: bytes, tag: str) -> bool:
        """See Shelf."""
        return self._put(name, content, IfMatch=tag)

    def upload(self, name: str, file: Path, sent: Callable[[int], object]) -> None:
        """See Shelf."""
        self._s3.upload_file(
            str(file), self._name, name, Callback=sent, ExtraArgs={"ContentType": "application/octet-stream"}
        )

    def _put(self, name: str, content: bytes, **condition: str) -> bool:
        try:
            self._s3.put_object(Bucket=self._name, Key=name, Body=content, ContentType="application/json", **condition)
        except ClientError as error:
            if error.response["Error"]["Code"] in TAKEN:
                return False
            raise
        return True
