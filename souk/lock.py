"""One `souk up` or `souk down` at a time in a checkout."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from souk.errors import SoukError
from souk.places import Places


@contextmanager
def exclusive(places: Places) -> Iterator[None]:
    """Hold the state folder; the kernel lets go of it when the process ends, however it ends."""
    places.home.mkdir(parents=True, exist_ok=True)
    with (places.home / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise SoukError(
                f"another `souk up` or `souk down` is at work here (process {holder})",
                "wait until it is done, then try again",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
