"""Publishing: the files of a new revision first, then its entry in the catalogue. Until then the earlier one is served.

A revision is named by its content, so that a publication that was interrupted goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Protocol

from content.commands.files import LocalFile
from content.commands.manifest import Manifest
from content.commands.shelf import LARGEST_COPY, Shelf
from souk.base.console import size
from souk.base.errors import SoukError

CONNECTIONS = 8

Show = Callable[[str], object]


@dataclass(frozen=True)
class FileEntry:
    """A file of a piece of content, in the catalogue."""

    name: str
    bytes: int
    type: str
    sha256: str


@dataclass(frozen=True)
class Entry:
    """A piece of content, in the catalogue."""

    id: str
    title: str
    kind: str
    price_class: str
    revision: str
    entry: str
    files: tuple[FileEntry, ...]


class Catalogue(Protocol):
    """The catalogue, by the API of staff."""

    def find(self, content_id: str) -> Entry | None:
        """The published entry, or None."""
        ...

    def register(self, entry: Entry) -> None:
        """Serve this revision from now on. Raises SoukError if the API refuses it."""
        ...


@dataclass(frozen=True)
class Published:
    """The result of a publication."""

    revision: str
    uploaded: int
    copied: int
    changed: bool
    """Whether the catalogue had to change."""


def publish(
    manifest: Manifest, files: Sequence[LocalFile], shelf: Shelf, catalogue: Catalogue, show: Show
) -> Published:
    """Publish a folder. Raises SoukError, and members see what they saw before."""
    show("comparing")
    served, entry = catalogue.find(manifest.id), entry_of(manifest, files)
    folder = f"{entry.id}/{entry.revision}/"
    missing = _missing(shelf, folder, files)
    copied = _copy(shelf, served, folder, missing, show) if served is not None else set()
    upload = [file for file in missing if file.name not in copied]
    _upload(shelf, folder, upload, show)
    if absent := _missing(shelf, folder, files):
        raise SoukError(f"{absent[0].name} did not arrive", "publish again: what arrived is kept")
    if entry != served:
        show("registering")
        catalogue.register(entry)
    return Published(entry.revision, len(upload), len(copied), entry != served)


def entry_of(manifest: Manifest, files: Sequence[LocalFile]) -> Entry:
    """The entry of a folder."""
    entries = tuple(FileEntry(file.name, file.size, file.type, file.sha256) for file in files)
    listing = json.dumps([asdict(each) for each in entries], sort_keys=True)
    revision = hashlib.sha256(listing.encode()).hexdigest()[:12]
    return Entry(revision=revision, files=entries, **asdict(manifest))


def _missing(shelf: Shelf, folder: str, files: Sequence[LocalFile]) -> list[LocalFile]:
    stored = shelf.tags(folder)
    return [file for file in files if stored.get(f"{folder}{file.name}") not in file.tags]


def _copy(shelf: Shelf, served: Entry, folder: str, missing: Sequence[LocalFile], show: Show) -> set[str]:
    """Copy what the served revision has; returns the names."""
    former = f"{served.id}/{served.revision}/"
    stored = shelf.tags(former)
    sources = {file.sha256: f"{former}{file.name}" for file in served.files}
    copied = set()
    for file in missing:
        source = sources.get(file.sha256)
        if source and file.size <= LARGEST_COPY and stored.get(source) in file.tags:
            show(f"copying {file.name}")
            shelf.copy(source, f"{folder}{file.name}", file)
            copied.add(file.name)
    return copied


def _upload(shelf: Shelf, folder: str, files: Sequence[LocalFile], show: Show) -> None:
    total, done, lock = sum(file.size for file in files), 0, Lock()

    def sent(count: int) -> None:
        nonlocal done
        with lock:
            done += count
            show(f"stored {size(done)} of {size(total)}")

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        stores = [pool.submit(shelf.store, f"{folder}{file.name}", file, sent) for file in files]
        try:
            for store in stores:
                store.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
