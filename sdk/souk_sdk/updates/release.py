"""One release: its download, which goes on where it broke off, and its verification."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx
from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import TargetFile

from ..errors import Unreachable
from ..retries import Clock
from .errors import UpdateRefused

ATTEMPTS = 5
"""In a row without a byte more."""
PAUSE = 1.0
"""Seconds before the second attempt, doubled before each further one."""
HASH = "sha256"
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Release:
    """A release, as the keys of the repository have signed it."""

    model: str
    version: str
    size: int
    """In bytes."""
    _target: TargetFile = field(repr=False)
    _base: str = field(repr=False)
    _client: httpx.Client = field(repr=False)
    _clock: Clock = field(repr=False)

    def download(self, to: Path, progress: Progress | None = None) -> Path:
        """Download and verify; `to` has the whole file or stays as it was. A broken download goes on where it stopped.

        Args:
            to: The file. A part of it is kept beside it until it is complete.
            progress: Is called with the bytes so far and the size.

        Raises:
            UpdateRefused: The file isn't the one that was signed. Nothing of it is kept.
            Unreachable: The server doesn't answer, or broke off repeatedly. The next call goes on.
        """
        part = to.with_name(f".{to.name}.{self._target.hashes[HASH][:16]}.part")
        for old in to.parent.glob(f".{to.name}.*.part"):
            if old != part:
                old.unlink()
        try:
            self._fetch(part, progress or (lambda _, __: None))
            with part.open("rb") as file:
                self._target.verify_length_and_hashes(file)
                os.fsync(file.fileno())
        except LengthOrHashMismatchError as error:
            part.unlink()
            raise UpdateRefused(f"{self.model} {self.version} is not the file that was signed") from error
        except UpdateRefused:
            part.unlink()
            raise
        part.replace(to)
        return to

    def _fetch(self, part: Path, progress: Progress) -> None:
        """Fetch all of a file, in as many attempts as bring something."""
        failures = 0
        while True:
            before = _size(part)
            try:
                return self._continue(part, progress)
            except httpx.HTTPError as error:
                failures = 1 if _size(part) > before else failures + 1
                if failures == ATTEMPTS or _is_final(error):
                    raise Unreachable(f"the download of {self.model} {self.version} broke off: {error}") from error
                self._clock.sleep(PAUSE * 2 ** (failures - 1))

    def _continue(self, part: Path, progress: Progress) -> None:
        """Fetch the rest of a file."""
        present = _size(part)
        if present >= self.size:
            return
        headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={present}-"} if present else {})}
        url = f"{self._base}/{self._target.hashes[HASH]}.{self.model}"
        with self._client.stream("GET", url, headers=headers) as response:
            response.raise_for_status()
            is_rest = response.headers.get("content-range", "").startswith(f"bytes {present}-")
            with part.open("ab" if response.status_code == httpx.codes.PARTIAL_CONTENT and is_rest else "wb") as file:
                self._write(file, response, progress)
                complete = file.tell() == self.size
        if not complete:
            raise httpx.RemoteProtocolError("the connection ended too early")

    def _write(self, file: IO[bytes], response: httpx.Response, progress: Progress) -> None:
        for piece in response.iter_raw():  # as they arrive: what came before a break is kept
            if file.tell() + len(piece) > self.size:
                raise UpdateRefused(f"{self.model} {self.version} is longer than the file that was signed")
            file.write(piece)
            progress(file.tell(), self.size)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _is_final(error: httpx.HTTPError) -> bool:
    """Whether another attempt would get the same answer."""
    return isinstance(error, httpx.HTTPStatusError) and not (
        error.response.is_server_error or error.response.status_code == httpx.codes.TOO_MANY_REQUESTS
    )
