"""Locks: one command at a time changes a checkout's environments, one `souk dev` an environment."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from souk.base.console import step
from souk.base.errors import SoukError
from souk.base.paths import Paths

PATIENCE = 30.0
"""Seconds that a command waits for another: longer than `souk dev` takes for a save, or most clones."""
RETRY_SECONDS = 0.01
"""Less than `souk dev` leaves between two updates."""


class Busy(SoukError):
    """Another command holds the lock."""


@contextmanager
def exclusive(paths: Paths, command: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of the state folder; the kernel releases it when the process ends, however it ends."""
    with _opened(paths.home / "lock") as file:
        if not _taken(file):
            _wait(file, patience)
        _sign(file, command)
        yield


@contextmanager
def only_dev(paths: Paths, env: str) -> Iterator[None]:
    """Be the only `souk dev` of an environment."""
    with _opened(paths.inner_loops / env / "lock") as file:
        if not _taken(file):
            raise Busy(f"{_holder(file)} already updates `{env}`", "end it with Ctrl-C first")
        _sign(file, "souk dev")
        yield


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+") as file:
        yield file


def _taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(file: TextIO, patience: float) -> None:
    """Take the lock once it is released, and show that the command waits."""
    busy = Busy(f"{_holder(file)} is running in this checkout", "wait until it has ended, then try again")
    if not patience:
        raise busy
    deadline = time.monotonic() + patience
    with step("waiting", busy.message) as current:
        while not _taken(file):
            if time.monotonic() > deadline:
                raise busy
            time.sleep(RETRY_SECONDS)
        current.done("it has ended")


def _holder(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip() or "another `souk`"


def _sign(file: TextIO, command: str) -> None:
    """Write the holder into the file, for those who wait."""
    file.truncate(0)
    # The lock is held without a name, too: on a full disk `souk down --erase` must work.
    with suppress(OSError):
        os.write(file.fileno(), f"`{command}` (process {os.getpid()})".encode())
