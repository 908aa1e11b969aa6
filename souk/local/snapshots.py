"""What the local cloud keeps: whole snapshots of its data, one made beside the other.

`state/` and `s3/` are what MiniStack reads when it starts, and writes to while it runs, each service when it likes.
What counts is the snapshot that `snapshots/current` names: each start begins with it. A snapshot is made in the slot
that `current` doesn't name, and then named by one rename. A kill at any point leaves the older one or the newer one.

Used by `souk`, and inside MiniStack's own Python: it imports nothing but the standard library.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from souk.local.mirror import Mirror

STATE = "state"
OBJECTS = "s3"
TIME = "taken_at"


@dataclass(frozen=True)
class Snapshots:
    """The snapshots of the local cloud that keeps its data in `folder`."""

    folder: Path

    @property
    def current(self) -> Path:
        """The snapshot that counts; may be missing."""
        return self._root / "current"

    @property
    def slots(self) -> tuple[Path, Path]:
        """The two places for a snapshot."""
        return self._root / "a", self._root / "b"

    @property
    def spare(self) -> Path:
        """Where the next snapshot is made."""
        first, second = self.slots
        return second if self.current.is_symlink() and self.current.readlink() == Path(first.name) else first

    def live(self, name: str) -> Path:
        """What MiniStack works on."""
        return self.folder / name

    @property
    def taken_at(self) -> float | None:
        """The moment that the current snapshot shows, in seconds since 1970."""
        try:
            return float((self.current / TIME).read_text())
        except (FileNotFoundError, ValueError):
            return None

    def commit(self, slot: Path, taken_at: float) -> None:
        """From now on the snapshot in this slot counts."""
        (slot / TIME).write_text(repr(taken_at))
        name = self._root / "next"
        name.unlink(missing_ok=True)
        name.symlink_to(slot.name)
        name.replace(self.current)

    @contextlib.contextmanager
    def locked(self) -> Iterator[int]:
        """Be the only one to make or read a snapshot. A child that inherits this file goes on holding it."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)

    def restore(self) -> None:
        """Before a start: lay out the data of the current snapshot. What was written after it is forgotten."""
        with self.locked():
            if self.current.exists():
                for name in (STATE, OBJECTS):
                    Mirror(self.current / name, self.live(name)).update()
            elif not (self.live(STATE) / "s3.json").exists():  # else it was stopped by an older `souk`
                for name in (STATE, OBJECTS):
                    shutil.rmtree(self.live(name), ignore_errors=True)

    @property
    def _root(self) -> Path:
        return self.folder / "snapshots"
