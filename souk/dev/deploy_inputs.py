"""Inputs that only a deployment updates: the template, the contracts, the wheels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from souk.deploy.applications import Application

Stamps = dict[str, tuple[int, int]]
"""Modification time and size of each file."""


class DeployInputs:
    """Notices changes of these files."""

    def __init__(self, root: Path, every: Sequence[Application]) -> None:
        """Those of some applications. Changes count from now on."""
        self._root = root
        self._patterns = {pattern for application in every for pattern in application.frame()}
        self._last = self._stamps()

    def changed(self) -> list[str]:
        """The files that changed since the last call."""
        now = self._stamps()
        last, self._last = self._last, now
        return sorted(name for name in last.keys() | now.keys() if last.get(name) != now.get(name))

    def _stamps(self) -> Stamps:
        stamps: Stamps = {}
        for pattern in self._patterns:
            for file in self._root.glob(pattern):
                stat = file.stat()
                stamps[str(file.relative_to(self._root))] = stat.st_mtime_ns, stat.st_size
        return stamps
