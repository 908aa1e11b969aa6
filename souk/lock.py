"""One at a time: `souk up`, `souk down` and what `souk dev` updates in a checkout; `souk dev` in an environment."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from souk.errors import SoukError
from souk.places import Places

PATIENCE = 5.0
"""Seconds that `souk up` waits for a save that is just being updated."""


class Busy(SoukError):
    """Somebody else is at work."""


@contextmanager
def exclusive(places: Places, patience: float = 0.0) -> Iterator[None]:
    """Hold the state folder; the kernel lets go of it when the process ends, however it ends."""
    work = "another `souk up`, `souk down` or `souk dev` is at work here"
    with _held(places.home / "lock", work, "wait until it is done, then try again", patience):
        yield


@contextmanager
def only_dev(places: Places, env: str) -> Iterator[None]:
    """Be the one that brings what is saved to an environment."""
    with _held(places.inner_loops / env / "lock", f"another `souk dev` watches `{env}`", "end it with Ctrl-C first"):
        yield


@contextmanager
def _held(path: Path, taken: str, hint: str, patience: float = 0.0) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with path.open("a+") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    file.seek(0)
                    holder = file.read().strip() or "unknown"
                    raise Busy(f"{taken} (process {holder})", hint) from None
                time.sleep(0.1)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
