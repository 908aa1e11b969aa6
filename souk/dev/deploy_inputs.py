"""What `souk dev` can't bring: the template, the contracts, the wheels. It notices when they change."""

from __future__ import annotations

from pathlib import Path

from souk.deploy.fingerprint import FRAME

Stamps = dict[str, tuple[int, int]]


class Frame:
    """The files beside the code, as they were."""

    def __init__(self, root: Path) -> None:
        """As they are now."""
        self._root = root
        self._known = self._stamps()

    def changed(self) -> list[str]:
        """The files that changed since this was asked last."""
        now = self._stamps()
        known, self._known = self._known, now
        return sorted(name for name in known.keys() | now.keys() if known.get(name) != now.get(name))

    def _stamps(self) -> Stamps:
        stamps: Stamps = {}
        for pattern in FRAME:
            for file in sorted(self._root.glob(pattern)):
                seen = file.stat()
                stamps[str(file.relative_to(self._root))] = seen.st_mtime_ns, seen.st_size
        return stamps
