"""The cache: objects by their keys, bounded in bytes of memory and of disk. The least recently used go first."""

import itertools
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from souk.local.edge.headers import Headers
from souk.local.edge.rules.cache_key import Key
from souk.local.edge.rules.freshness import Lifetime
from souk.local.edge.rules.invalidation import invalidates
from souk.local.edge.spool import Spool

MEGABYTE = 1024 * 1024
OVERHEAD = 4096
"""Bytes of memory that an object takes beyond its content, key and headers."""


@dataclass
class Entry:
    """An object of the cache: the origin's response, and how long it is fresh."""

    key: Key
    status: int
    headers: Headers
    spool: Spool
    stored_at: float
    lifetime: Lifetime
    retry_at: float = 0
    """Until then the origin isn't asked again, because it failed."""
    overhead: int = field(init=False)
    """Bytes of memory beyond the content."""

    def __post_init__(self) -> None:
        headers = sum(len(name) + len(value) for name, value in (*self.headers, *self.key.headers))
        self.overhead = OVERHEAD + headers + len(self.key.path) + len(self.key.query) + len(self.key.cookies)

    def is_fresh(self, now: float) -> bool:
        """Whether it may be served without a question to the origin."""
        return now < self.stored_at + self.lifetime.fresh or now < self.retry_at

    def serves_stale(self, now: float) -> bool:
        """Whether it may be served while the origin is asked."""
        return now < self.stored_at + self.lifetime.fresh + self.lifetime.while_revalidating

    def replaces_error(self, now: float) -> bool:
        """Whether it may be served instead of an error of the origin."""
        return self.status < 400 and now < self.stored_at + self.lifetime.fresh + self.lifetime.if_error


class Cache:
    """The objects, with their files in a folder of their own, which is emptied at the start.

    Only an object whose origin doesn't announce its size may pass the bounds, while it is fetched.
    """

    def __init__(self, folder: Path, memory: int = 32 * MEGABYTE, disk: int = 4096 * MEGABYTE) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        self._folder, self._names = folder, itertools.count()
        self._limits, self._used = (memory, disk), [0, 0]
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._expected: set[Key] = set()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def bytes_used(self) -> tuple[int, int]:
        """Bytes of memory and of disk."""
        return self._used[0], self._used[1]

    def holds(self, size: int | None) -> bool:
        """Whether an object of this size can be kept at all."""
        return size is None or size <= self._limits[1]

    def spool(self, size: int | None) -> Spool:
        """A place for the bytes of a new object."""
        return Spool(self._folder / str(next(self._names)), size, self._account)

    def get(self, key: Key) -> Entry | None:
        """The object of a key, fresh or not."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    @contextmanager
    def expecting(self, key: Key) -> Iterator[None]:
        """The object of a key is asked for. If it is invalidated before it is put here, it may be outdated."""
        self._expected.add(key)
        try:
            yield
        finally:
            self._expected.discard(key)

    def put(self, entry: Entry) -> None:
        """Keep an object that was expected, instead of the one with its key; one that may be outdated isn't kept."""
        old = self._entries.get(entry.key)
        if old is not None:
            self.remove(old)
        if entry.key not in self._expected:
            entry.spool.discard()
            return
        self._used[0] += entry.overhead
        self._entries[entry.key] = entry
        self._evict()

    def remove(self, entry: Entry) -> None:
        """Forget an object, unless another took its place. Viewers who read it read on."""
        current = self._entries.get(entry.key)
        if current is not None and current.spool is entry.spool:
            del self._entries[entry.key]
            self._used[0] -= entry.overhead
            entry.spool.discard()

    def invalidate(self, distribution: str, path: str) -> int:
        """Remove the objects of an invalidation path; returns how many."""

        def is_meant(key: Key) -> bool:
            return key.distribution == distribution and invalidates(path, key.path, key.query)

        doomed = [entry for key, entry in self._entries.items() if is_meant(key)]
        for entry in doomed:
            self.remove(entry)
        self._expected -= {key for key in self._expected if is_meant(key)}
        return len(doomed)

    def _account(self, memory: int, disk: int) -> None:
        self._used[0] += memory
        self._used[1] += disk
        if memory > 0 or disk > 0:
            self._evict()

    def _evict(self) -> None:
        """Remove the oldest object of the full medium, until it isn't full.

        Guide, Expiration.html: a file that isn't requested often may be evicted before it expires.
        """
        while self._used[0] > self._limits[0] and self._entries:
            self.remove(next(iter(self._entries.values())))
        while self._used[1] > self._limits[1]:
            oldest = next((entry for entry in self._entries.values() if entry.spool.on_disk), None)
            if oldest is None:
                break
            self.remove(oldest)
