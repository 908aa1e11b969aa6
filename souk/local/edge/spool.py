"""The bytes of a cached object: in memory while it is small, otherwise in a file. Viewers read while it is written."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

SMALL = 16 * 1024
"""Up to so many bytes an object stays in memory."""
PIECE = 64 * 1024

Account = Callable[[int, int], None]
"""Reports how many bytes of memory and of disk were taken (or freed, if negative)."""


class Spool:
    """An object's bytes, with a writer and any number of readers. After `discard` the last one's leaving deletes it."""

    def __init__(self, file: Path, size: int | None, account: Account) -> None:
        self.size = size
        self.complete = False
        self.abandoned: Callable[[], object] = lambda: None
        """Called when the last reader leaves without all it wanted."""
        self._file, self._account, self._descriptor = file, account, -1
        self._memory: bytearray | None = bytearray()
        self._written, self._readers = 0, 0
        self._failed = self._discarded = False
        self._news = asyncio.Event()

    @property
    def on_disk(self) -> bool:
        """Whether it has a file."""
        return self._memory is None

    def write(self, piece: bytes) -> None:
        """Append bytes. Raises OSError if the disk is full."""
        if self._memory is not None and self._written + len(piece) > SMALL:
            self._move_to_disk(self._memory)
            self._memory = None
        if self._memory is not None:
            self._memory += piece
            self._account(len(piece), 0)
        else:
            _write(self._descriptor, piece)
            self._account(0, len(piece))
        self._written += len(piece)
        self._tell_readers()

    def finish(self) -> None:
        """All bytes are written. Raises OSError if there are fewer or more than were announced."""
        if self.size not in (None, self._written):
            raise OSError(f"{self._written} bytes came, {self.size} were announced")
        self.size, self.complete = self._written, True
        self._tell_readers()
        self._rest()

    def finish_empty(self) -> None:
        """It has no bytes, although its size may be known: the response to HEAD."""
        self.complete = True

    def fail(self) -> None:
        """No more bytes come: readers get an OSError."""
        self._failed = True
        self._tell_readers()
        self._rest()

    def discard(self) -> None:
        """Delete it once nobody reads it."""
        self._discarded = True
        self._rest()

    def acquire(self) -> "Spool":
        """Keep it for a reader, who calls `close` at the end."""
        self._readers += 1
        return self

    async def close(self, complete: bool = True) -> None:
        """A reader leaves, with all it wanted or not."""
        self._readers -= 1
        if self._readers == 0 and not complete and not (self.complete or self._failed):
            self.abandoned()
        self._rest()

    async def read(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` up to `stop` in pieces, as they come. Raises OSError if they stop coming."""
        position = start
        while stop is None or position < stop:
            available = self._written if stop is None else min(self._written, stop)
            if position < available:
                piece = self._read(position, min(PIECE, available - position))
                position += len(piece)
                yield piece
            elif self.complete:
                return
            elif self._failed:
                raise OSError("the origin broke off")
            else:
                await self._news.wait()

    def _read(self, position: int, count: int) -> bytes:
        if self._memory is not None:
            return bytes(self._memory[position : position + count])
        if self._descriptor < 0:
            self._descriptor = os.open(self._file, os.O_RDONLY)
        return os.pread(self._descriptor, count, position)

    def _move_to_disk(self, content: bytearray) -> None:
        self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _write(self._descriptor, content)
        self._account(-len(content), len(content))

    def _tell_readers(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _rest(self) -> None:
        """Without readers and a writer no file is open, so that objects are not limited by the process's open files."""
        if self._readers or not (self.complete or self._failed):
            return
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        if self._discarded and self._written:
            in_memory = self._memory is not None
            self._account(*((-self._written, 0) if in_memory else (0, -self._written)))
            self._memory, self._written = (None, 0)
            if not in_memory:
                self._file.unlink(missing_ok=True)


def _write(descriptor: int, content: bytes | bytearray) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
