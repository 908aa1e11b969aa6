"""The files that a plan is about to change, stored first, so that it can be undone, also after a kill.

The process that applies a plan holds the journal, and so does each tool that it starts: a journal that no process holds
was left behind. The kernel releases it however a process ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from souk.base.errors import SoukError
from souk.base.git import head
from souk.deploy.fingerprint import source_files

FILE = Path(".souk/unfinished.zip")
"""In the checkout that it is about, wherever the state of the local cloud may be."""
ASIDE = Path(".souk/undone")
HEADER = "journal.json"


@contextmanager
def kept(root: Path, command: str, affected: Sequence[str], new: Sequence[str]) -> Iterator[None]:
    """Restore all files and folders if the block fails: the `affected` ones, `new` ones among them."""
    folders = {parent for path in new for parent in Path(path).parents if not (root / parent).is_dir()}
    header = {"command": command, "commit": head(root), "affected": [*affected], "folders": sorted(map(str, folders))}
    with _hold(root, os.O_CREAT | os.O_EXCL) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as journal:
            for path in source_files(root, (*affected,)):
                journal.write(root / path, path)
            journal.writestr(HEADER, json.dumps(header))
        file.flush()
        os.fsync(file.fileno())
        try:
            yield
        except BaseException:
            _restore(root, file, None)
            (root / FILE).unlink()
            raise
        (root / FILE).unlink()


def undo(root: Path) -> str | None:
    """Undo a killed plan, and return a line about it; None if there is none. Refuses while a plan is being applied."""
    if not (root / FILE).exists():
        return None
    with _hold(root, 0) as file:
        message = None
        with suppress(zipfile.BadZipFile):  # it was killed while it wrote this: nothing had changed yet
            header = _header(file)
            if header["commit"] == head(root):
                aside = ASIDE / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
                _restore(root, file, root / aside)
                message = f"{header['command']}, which was killed; what it had written is in {aside}"
            else:  # its files may be part of those commits
                message = f"nothing of {header['command']}, which was killed: there were commits since"
        (root / FILE).unlink()
    return message


@contextmanager
def _hold(root: Path, flags: int) -> Iterator[BinaryIO]:
    """Open the journal, and lock it as long as it is open."""
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = os.fdopen(os.open(path, os.O_RDWR | flags, 0o600), "r+b")
    except (FileExistsError, FileNotFoundError) as error:
        raise _Busy from error
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _Busy from error
        if os.fstat(file.fileno()).st_nlink == 0:  # removed between the two
            raise _Busy()
        os.set_inheritable(file.fileno(), True)
        yield file


class _Busy(SoukError):
    """Another plan is being applied."""

    def __init__(self) -> None:
        super().__init__("another `souk new` or `souk remove` is at work here", "wait until it is done")


def _header(file: BinaryIO) -> dict[str, Any]:
    with zipfile.ZipFile(file) as journal:
        return dict(json.loads(journal.read(HEADER)))


def _restore(root: Path, file: BinaryIO, aside: Path | None) -> None:
    """Restore the stored files. Files that this removes or overwrites are moved to `aside`, if given."""
    header = _header(file)
    with zipfile.ZipFile(file) as journal:
        before = {info.filename: info for info in journal.infolist() if info.filename != HEADER}
        now = source_files(root, (*header["affected"],))
        changed = [
            path
            for path in {*now, *before}
            if path not in before or not (root / path).is_file() or (root / path).read_bytes() != journal.read(path)
        ]
        for path in changed:
            _clear(root / path, aside and aside / path)
            if path in before:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(journal.read(path))
                (root / path).chmod(before[path].external_attr >> 16)
            else:
                _prune(root, (root / path).parent)
    for folder in header["folders"]:
        if (root / folder).is_dir():  # it holds more than was written: byte code, or files that somebody added
            _clear(root / folder, aside and aside / folder)


def _clear(path: Path, aside: Path | None) -> None:
    """Remove a file or a folder, if it exists, after copying it to `aside`."""
    if aside is not None and path.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(path, aside, dirs_exist_ok=True) if path.is_dir() else shutil.copy2(path, aside)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _prune(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
