"""Keeps a folder equal to another by hard links, at a cost that depends on the changes only."""

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK}
FOLDER = 0
"""The inode of no file."""
TICK_NS = 100_000_000
"""More than a tick of a file system's clock: a second change in a tick leaves a folder's time unchanged."""


class Mirror:
    """A mirror of a folder. Links suffice, because the emulator replaces files and never writes into them."""

    def __init__(self, source: Path, target: Path, link: Callable[[str, str], None] = os.link) -> None:
        self._source = source
        self._target = target
        self._link = link
        self._seen: dict[str, tuple[int, list[str]]] = {}

    def update(self) -> None:
        """Make the target equal to the source."""
        self._target.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._update("")

    def _update(self, folder: str) -> None:
        source, target = os.path.join(self._source, folder), os.path.join(self._target, folder)
        changed_at = os.stat(source).st_mtime_ns
        seen_at, subfolders = self._seen.get(folder, (0, []))
        if seen_at != changed_at:
            read_at = time.time_ns()
            subfolders = self._equalize(source, target)
            self._seen[folder] = (changed_at if read_at - changed_at > TICK_NS else 0, subfolders)
        for name in subfolders:
            self._update(os.path.join(folder, name))

    def _equalize(self, source: str, target: str) -> list[str]:
        """Make one folder equal; returns its subfolders."""
        wanted = {entry.name: _kind(entry) for entry in os.scandir(source) if not entry.name.endswith(".tmp")}
        existing = {entry.name: _kind(entry) for entry in os.scandir(target)}
        for name in (name for name, kind in existing.items() if wanted.get(name) != kind):
            _remove(os.path.join(target, name))
        for name in (name for name, kind in wanted.items() if existing.get(name) != kind):
            if wanted[name] == FOLDER:
                os.mkdir(os.path.join(target, name), 0o700)
            else:
                self._put(os.path.join(source, name), os.path.join(target, name))
        return [name for name, kind in wanted.items() if kind == FOLDER]

    def _put(self, source: str, target: str) -> None:
        try:
            self._link(source, target)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            shutil.copy2(source, target)


def _kind(entry: "os.DirEntry[str]") -> int:
    """FOLDER, or a file's inode, which changes with its content."""
    return FOLDER if entry.is_dir(follow_symlinks=False) else entry.inode()


def _remove(path: str) -> None:
    if os.path.isdir(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)
