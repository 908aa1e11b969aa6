"""Waits for saves."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import watchfiles

from souk.base.errors import SoukError

QUIET_MS = 80
"""Saves that follow each other within this time are one."""
AT_MOST_MS = 400
"""But somebody who saves on and on is not waited for."""
LOOKS_UP_MS = 500
"""Where nothing is saved, it looks this often whether it is to stop."""


@contextmanager
def watching(folders: Sequence[Path], stop: threading.Event) -> Iterator[Saves]:
    """Watch some folders until `stop` is set, or the block ends."""
    saves = Saves()
    thread = threading.Thread(target=saves.watch, args=(folders, stop), daemon=True)
    thread.start()
    try:
        yield saves
    finally:
        stop.set()
        # It waits inside foreign code, where it must not be when Python ends.
        thread.join(2 * LOOKS_UP_MS / 1000)


class Saves:
    """What one thread notes, and another waits for."""

    def __init__(self) -> None:
        # Not a SimpleQueue: Python 3.11's waits for ever when a signal's handler outlasts its timeout.
        self._times: queue.Queue[float] = queue.Queue()
        self._failure: Exception | None = None

    def next(self, seconds: float) -> float | None:
        """When something was saved, if that happens within some seconds; several saves at once are one."""
        try:
            first = self._times.get(timeout=seconds)
        except queue.Empty:
            return None
        while not self._times.empty():
            self._times.get()
        if self._failure:
            raise SoukError(
                f"the files can't be watched: {self._failure}", "on Linux, raise `fs.inotify.max_user_watches`"
            ) from self._failure
        return first

    def watch(self, folders: Sequence[Path], stop: threading.Event) -> None:
        """Note the saves below some folders until `stop` is set."""
        saves = watchfiles.watch(
            *folders,
            stop_event=stop,
            raise_interrupt=False,
            step=QUIET_MS,
            debounce=AT_MOST_MS,
            rust_timeout=LOOKS_UP_MS,
        )
        try:
            for _ in saves:
                self._times.put(time.monotonic())
        except (OSError, RuntimeError) as error:
            self._failure = error
            self._times.put(time.monotonic())
