"""The log lines of an invocation, all of them. Runs inside MiniStack's own Python: standard library only.

A function has written its lines before its response. A thread of MiniStack reads them, and after the response MiniStack
waits for it by time: 50 ms for a first line, 5 ms for another. On a busy machine the thread comes later: then the lines
are logged with the next invocation of that process, or never. Here lines are collected with all that is in the pipe.
"""

import contextlib
import os
import select
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

CHUNK = 2**16


class Output:
    """The lines in a pipe. Any thread may read them."""

    def __init__(self, pipe: int) -> None:
        os.set_blocking(pipe, False)
        self._pipe = pipe
        self._lock = threading.Lock()
        self._read = bytearray()
        self._ended = False

    def take(self) -> str:
        """The whole lines since the last call; of a process that has ended, also one that it broke off."""
        with self._lock:
            self._read_on()
            end = len(self._read) if self._ended else self._read.rfind(b"\n") + 1
            lines, self._read = self._read[:end], self._read[end:]
        return lines.decode(errors="replace").rstrip("\n")

    def read_to_the_end(self) -> None:
        """Read as the process writes, so that a full pipe never stops it; returns when it has ended."""
        poll = select.poll()  # unlike select, for files of any number
        poll.register(self._pipe, select.POLLIN)
        while not self._ended:
            poll.poll()
            with self._lock:
                self._read_on()

    def _read_on(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while chunk := os.read(self._pipe, CHUNK):
                self._read += chunk
            self._ended = True


class Outputs:
    """Those of the processes of all functions, each by the queue that MiniStack makes for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._outputs: WeakKeyDictionary[Any, Output] = WeakKeyDictionary()

    def begin(self, worker: Any) -> Output:
        """The output of the process that this worker has started."""
        with self._lock:
            if worker._stderr_queue not in self._outputs:
                self._outputs[worker._stderr_queue] = Output(worker._proc.stderr.fileno())
            return self._outputs[worker._stderr_queue]

    def find(self, worker: Any) -> Output | None:
        """The same, also when the process has been ended; None for a worker of another kind."""
        return self._outputs.get(worker._stderr_queue)


def correct(worker: Any) -> None:
    """Replace the methods of MiniStack's class `Worker` that read and collect lines."""
    outputs = Outputs()
    worker._spawn = beginning(worker._spawn, outputs)
    worker._read_stderr = lambda self: outputs.begin(self).read_to_the_end()
    worker._drain_stderr = collecting(worker._drain_stderr, outputs)
    worker._drain_stderr_bounded = collecting(worker._drain_stderr_bounded, outputs)


def beginning(spawn: Callable[[Any], None], outputs: Outputs) -> Callable[[Any], None]:
    """Start a process as before; its output can be collected even if the thread that reads it has not come yet."""

    def spawn_and_begin(worker: Any) -> None:
        spawn(worker)
        outputs.begin(worker)

    return spawn_and_begin


def collecting(drain: Callable[..., str], outputs: Outputs) -> Callable[..., str]:
    """Collect all lines at once; as before from a worker of another kind."""

    def collect(worker: Any, **waits: float) -> str:
        output = outputs.find(worker)
        return output.take() if output else drain(worker, **waits)

    return collect
