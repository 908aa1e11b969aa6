"""Runs work in a forked child, on a copy of this process's memory, while the parent continues."""

import asyncio
import os
import signal
import traceback
from collections.abc import Callable

SECONDS = 60
"""The time limit after which the kernel ends a child."""


async def forked(work: Callable[[], None], keep: int) -> None:
    """Run `work` in a child that inherits only the file `keep`; raise its error as OSError."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _run_child(work, keep, writer)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        message = await asyncio.to_thread(pipe.read)
    _, status = await asyncio.to_thread(os.waitpid, child, 0)
    if message or status:
        raise OSError(message or f"the child that saves took longer than {SECONDS} s, or was killed")


def _run_child(work: Callable[[], None], keep: int, writer: int) -> None:
    """Run the child to its exit. Files are closed first: the listening port must not outlive the parent."""
    status = 1
    try:
        signal.alarm(SECONDS)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        first = 3
        for file in sorted({keep, writer} - {0, 1, 2}):
            os.closerange(first, file)
            first = file + 1
        os.closerange(first, os.sysconf("SC_OPEN_MAX"))
        work()
        status = 0
    except Exception as error:
        os.write(writer, (str(error) or repr(error)).encode())
        traceback.print_exc()
    finally:
        os._exit(status)
