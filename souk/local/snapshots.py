"""The local cloud's data on disk: complete snapshots, in two slots.

MiniStack reads `state/` and `s3/` when it starts, and each service writes there at any time. The snapshot that
`snapshots/current` names is authoritative: every start begins with it. A new snapshot is written to the other slot, and
then becomes current by one rename. A kill at any point leaves the older one or the newer one.

Used by `souk`, and inside MiniStack's own Python: standard library only.
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
        """The authoritative snapshot; may be missing."""
        return self._root / "current"

    @property
    def slots(self) -> tuple[Path, Path]:
        """The two slots for a snapshot."""
        return self._root / "a", self._root / "b"

    @property
    def spare(self) -> Path:
        """The slot of the next snapshot."""
        first, second = self.slots
        return second if self.current.is_symlink() and self.current.readlink() == Path(first.name) else first

    def live(self, name: str) -> Path:
        """A folder that MiniStack works on."""
        return self.folder / name

    @property
    def taken_at(self) -> float | None:
        """The time of the current snapshot, in seconds since 1970."""
        try:
            return float((self.current / TIME).read_text())
        except (FileNotFoundError, ValueError):
            return None

    def commit(self, slot: Path, taken_at: float) -> None:
        """Make the snapshot in this slot current."""
        (slot / TIME).write_text(repr(taken_at))
        name = self._root / "next"
        name.unlink(missing_ok=True)
        name.symlink_to(slot.name)
        name.replace(self.current)

    @contextlib.contextmanager
    def locked(self) -> Iterator[int]:
        """Hold the lock for writing or reading snapshots. A child that inherits the file keeps holding it."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)

    def restore(self) -> None:
        """Before a start: restore the data of the current snapshot. Later changes are discarded."""
        with self.locked():
            if self.current.exists():
                for name in (STATE, OBJECTS):
                    Mirror(self.current / name, self.live(name)).update()
            elif not (self.live(STATE) / "s3.json").exists():  # with that file, an older `souk` has saved the data
                for name in (STATE, OBJECTS):
                    shutil.rmtree(self.live(name), ignore_errors=True)

    @property
    def _root(self) -> Path:
        return self.folder / "snapshots"
