"""Watches folders for saves."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import watchfiles

from souk.base.errors import SoukError

DEBOUNCE_MS = 80
"""Saves within this time of each other count as one."""
MAX_DEBOUNCE_MS = 400
POLL_MS = 500
"""How often it checks whether to stop."""


@contextmanager
def watching(folders: Sequence[Path], stop: threading.Event) -> Iterator[FileWatcher]:
    """Watch folders until `stop` is set or the block ends."""
    watcher = FileWatcher()
    thread = threading.Thread(target=watcher.run, args=(folders, stop), daemon=True)
    thread.start()
    try:
        yield watcher
    finally:
        stop.set()
        # Join first: the thread must not be inside native code at interpreter shutdown.
        thread.join(2 * POLL_MS / 1000)


class FileWatcher:
    """A queue of saves, filled by one thread and read by another."""

    def __init__(self) -> None:
        # Not a SimpleQueue: Python 3.11's waits for ever when a signal's handler outlasts its timeout.
        self._times: queue.Queue[float] = queue.Queue()
        self._failure: Exception | None = None

    def next(self, timeout: float) -> float | None:
        """The time of a save, or None after the timeout; queued saves count as one."""
        try:
            first = self._times.get(timeout=timeout)
        except queue.Empty:
            return None
        while not self._times.empty():
            self._times.get()
        if self._failure:
            raise SoukError(
                f"the files can't be watched: {self._failure}", "on Linux, raise `fs.inotify.max_user_watches`"
            ) from self._failure
        return first

    def run(self, folders: Sequence[Path], stop: threading.Event) -> None:
        """Queue the saves in folders until `stop` is set."""
        saves = watchfiles.watch(
            *folders,
            stop_event=stop,
            raise_interrupt=False,
            step=DEBOUNCE_MS,
            debounce=MAX_DEBOUNCE_MS,
            rust_timeout=POLL_MS,
        )
        try:
            for _ in saves:
                self._times.put(time.monotonic())
        except (OSError, RuntimeError) as error:
            self._failure = error
            self._times.put(time.monotonic())
