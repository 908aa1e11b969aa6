"""Folders that a build assembles once and then hard-links: the same files have the same bytes each time."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ask_uv import run

EPOCH = 1_000_000_000
"""The modification time of every file; zip knows none before 1980."""


def files(place: Path) -> list[Path]:
    """The file itself, or every file below in a fixed order, without those that Python and editors leave behind."""
    hidden = {"__pycache__", ".DS_Store"}
    paths = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    return [path for path in paths if not hidden & {*path.parts}]


def normalize(folder: Path, python: str | None) -> None:
    """Compile to byte code that is never checked or written again; remove every trace of place and time."""
    if python:
        # One process in a fixed order with a fixed hash seed: byte code differs otherwise.
        settings = ["-q", "-j1", "-s", str(folder), "-p", "/var/task", "--invalidation-mode", "unchecked-hash"]
        run([python, "-m", "compileall", *settings, str(folder)], environment={"PYTHONHASHSEED": "0"})
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (EPOCH, EPOCH))


def link(source: Path, folder: Path) -> None:
    """The same files in another place, without those that are there."""

    def link_one(here: str, there: str) -> None:
        try:
            os.link(here, there)
        except FileExistsError:
            pass
        except OSError:  # on another disk
            shutil.copy2(here, there)

    shutil.copytree(source, folder, copy_function=link_one, dirs_exist_ok=True)


def digest(*paths: Path, salt: str) -> str:
    """Changes when a file does."""
    total = hashlib.sha256(salt.encode())
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One build of a folder at a time: SAM starts those of functions side by side."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def fresh(folder: Path) -> Iterator[Path]:
    """An empty folder that takes its name, and the place of its predecessors, once it is complete."""
    new = folder.with_name("new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    yield new
    for old in folder.parent.glob(folder.name.partition("-")[0] + "-*"):
        shutil.rmtree(old)
    new.rename(folder)
