"""Software updates: the newest firmware of a model, verified by The Update Framework. Needs the extra `updates`.

    updates = Updates("https://d111111abcdef8.cloudfront.net", root=ROOT, state=Path("/var/lib/gadget"))
    release = updates.latest("lumen-bulb")
    if release.version != INSTALLED:
        release.download(to=Path("/tmp/firmware.bin"))

`root` is the root.json that the gadget was delivered with. A server, a cache or a network that is hostile can hinder an
update; it can't make the gadget take another file, an older one, or endless data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO

import httpx

from .errors import NotConfigured, SoukError, Unreachable

try:
    from tuf.api.exceptions import (
        DownloadError,
        DownloadHTTPError,
        DownloadLengthMismatchError,
        LengthOrHashMismatchError,
        RepositoryError,
    )
    from tuf.api.metadata import TargetFile
    from tuf.ngclient import FetcherInterface, Updater
except ImportError as error:
    raise NotConfigured("updates need the extra: pip install 'souk-sdk[updates]'") from error

ATTEMPTS = 5
TIMEOUT = timedelta(seconds=30)
"""For a connection, and between two pieces of a response."""
CHUNK = 256 * 1024
HASH = "sha256"
Progress = Callable[[int, int], object]


class UpdateRefused(SoukError):
    """The repository, or a file of it, isn't what its keys have signed: it was altered, is outdated or too long."""


class NoRelease(SoukError):
    """The repository is genuine and has no release for this model."""


class Updates:
    """The update server as one gadget trusts it. One object, and one process, at a time uses its state."""

    def __init__(self, url: str, root: bytes, state: Path, client: httpx.Client | None = None) -> None:
        """Nothing is requested yet.

        Args:
            url: The address of the update server.
            root: The trusted root.json.
            state: A folder that survives restarts: the newest metadata seen, which makes older metadata fail.
            client: Of httpx, with proxies and certificates of your own.
        """
        self._url, self._root, self._state = url.rstrip("/"), root, state
        self._client = client or httpx.Client(timeout=TIMEOUT.total_seconds())

    def latest(self, model: str) -> Release:
        """The newest release of a model.

        Raises:
            UpdateRefused: The metadata is not signed by the trusted keys, is older than metadata seen before, or has
                expired.
            NoRelease: There is none.
            Unreachable: No answer.
        """
        self._state.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            updater = Updater(
                str(self._state), f"{self._url}/metadata/", fetcher=_Fetcher(self._client), bootstrap=self._root
            )
            updater.refresh()
            target = updater.get_targetinfo(model)
        except (RepositoryError, DownloadLengthMismatchError) as error:
            raise UpdateRefused(f"the metadata of {self._url} is not to be trusted: {error}") from error
        except (DownloadError, httpx.HTTPError) as error:
            raise Unreachable(f"{self._url} doesn't answer: {error}") from error
        if target is None:
            raise NoRelease(f"there is no release for {model!r}")
        version = str((target.custom or {}).get("version", ""))
        return Release(model, version, target.length, target, f"{self._url}/targets", self._client)


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

    def download(self, to: Path, progress: Progress | None = None) -> Path:
        """Download and verify; `to` has the whole file or stays as it was. A broken download goes on where it stopped.

        Args:
            to: The file. A part of it is kept beside it until it is complete.
            progress: Is called with the bytes so far and the size.

        Raises:
            UpdateRefused: The file isn't the one that was signed. Nothing of it is kept.
            Unreachable: The server broke off repeatedly. The next call goes on.
        """
        part = to.with_name(f".{to.name}.{self._target.hashes[HASH][:16]}.part")
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._continue(part, progress or (lambda _, __: None))
                break
            except httpx.HTTPError as error:
                if attempt == ATTEMPTS:
                    raise Unreachable(f"the download of {self.model} {self.version} broke off: {error}") from error
        try:
            with part.open("rb") as file:
                self._target.verify_length_and_hashes(file)
                os.fsync(file.fileno())
        except LengthOrHashMismatchError as error:
            part.unlink()
            raise UpdateRefused(f"{self.model} {self.version} is not the file that was signed") from error
        part.replace(to)
        return to

    def _continue(self, part: Path, progress: Progress) -> None:
        """Fetch the rest of a file."""
        present = part.stat().st_size if part.exists() else 0
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
        for piece in response.iter_bytes(CHUNK):
            if file.tell() + len(piece) > self.size:
                file.truncate(0)
                raise UpdateRefused(f"{self.model} {self.version} is longer than the file that was signed")
            file.write(piece)
            progress(file.tell(), self.size)


class _Fetcher(FetcherInterface):
    """Fetches metadata with the same client; TUF bounds the bytes that it takes."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def _fetch(self, url: str) -> Iterator[bytes]:
        with self._client.stream("GET", url) as response:
            if response.is_error:
                raise DownloadHTTPError(f"status {response.status_code}", response.status_code)
            yield from response.iter_bytes(CHUNK)
