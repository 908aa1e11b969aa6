"""The update server of the gadgets, as one of them trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Self

import httpx
from tuf.api.exceptions import DownloadError, DownloadHTTPError, DownloadLengthMismatchError, RepositoryError
from tuf.ngclient import FetcherInterface, Updater

from ..environment import Environment
from ..errors import NotConfigured, Unreachable
from ..retries import Clock
from .errors import NoRelease, UpdateRefused
from .release import Release

APPLICATION, ROOT_FILE = "updates", "root.json"
TIMEOUT = timedelta(seconds=30)
"""For a connection, and between two pieces of a response."""


class Updates:
    """The update server as one gadget trusts it. One object, and one process, at a time uses its state."""

    def __init__(
        self,
        url: str,
        root: bytes,
        state: Path,
        client: httpx.Client | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Nothing is requested yet.

        Args:
            url: The address of the update server.
            root: The trusted root.json.
            state: A folder that survives restarts: the newest metadata seen, which makes older metadata fail.
            client: Of httpx, with proxies and certificates of your own.
            clock: Time, for tests.
        """
        self._url, self._root, self._state = url.rstrip("/"), root, state
        self._clock = clock or Clock()
        self._client = client or httpx.Client(timeout=TIMEOUT.total_seconds())

    @classmethod
    def of(cls, environment: Environment | None, client: httpx.Client) -> Self:
        """The updates of an environment, with the root that `souk updates init` has kept for it.

        Raises:
            NotConfigured: It has none, or they were not made from this machine.
        """
        outputs = environment.applications.get(APPLICATION) if environment else None
        if environment is None or environment.folder is None or not outputs:
            raise NotConfigured(
                "this client has no address of updates: make it by Souk.from_env, or use Updates(url, ..)"
            )
        folder = environment.folder / APPLICATION
        # Where there is an edge: the only address of it that every machine resolves.
        at_edge = [url for key, url in outputs.items() if key.endswith(".path_url")]
        try:
            root = (folder / ROOT_FILE).read_bytes()
        except FileNotFoundError as error:
            raise NotConfigured(f"{folder / ROOT_FILE} is missing; `souk updates init` makes it") from error
        return cls((at_edge or [outputs["FirmwareUrl"]])[0], root, folder / "seen", client)

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
        return Release(model, version, target.length, target, f"{self._url}/targets", self._client, self._clock)


class _Fetcher(FetcherInterface):
    """Fetches metadata with the same client; TUF bounds the bytes that it takes."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def _fetch(self, url: str) -> Iterator[bytes]:
        with self._client.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response:
            if not response.is_success:
                raise DownloadHTTPError(f"status {response.status_code}", response.status_code)
            yield from response.iter_raw()
