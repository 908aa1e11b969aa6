"""A child of this process that works on the memory of one moment, while this process goes on with its own."""

import asyncio
import os
import signal
import traceback
from collections.abc import Callable

SECONDS = 60
"""After that the kernel ends a child, whatever it waits for."""


async def forked(work: Callable[[], None], keep: int) -> None:
    """Do `work` in a child that inherits the file `keep` and no other; raise what it raised, as text."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _live(work, keep, writer)
    os.close(writer)
    with os.fdopen(reader) as said:
        trouble = await asyncio.to_thread(said.read)
    _, status = await asyncio.to_thread(os.waitpid, child, 0)
    if trouble or status:
        raise OSError(trouble or f"the child that saves took longer than {SECONDS} s, or was killed")


def _live(work: Callable[[], None], keep: int, writer: int) -> None:
    """The child's whole life. Files are closed first: the port that is listened on must not outlive its owner."""
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
