"""Uncommitted changes: those of people, which are left alone, and those that `souk new` itself made before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from souk.base import git
from souk.base.errors import SoukError
from souk.base.paths import read_json, write_json

NOTE = Path(".souk/written.json")
"""The digest of each file as written. A file that was edited since has another one."""


def refuse(root: Path, paths: Sequence[str]) -> None:
    """Refuse to change uncommitted files, so that git can revert this plan and nothing else."""
    if not paths:
        return  # git would list all files
    status = git.ask(root, "status", "--porcelain", "--untracked-files=all", "--", *paths)
    changed = [line[3:] for line in status.stdout.decode().splitlines()]
    noted = read_json(root / NOTE)
    unsaved = [path for path in changed if noted.get(path) != _digest(root / path)]
    if unsaved:
        more = f" and {len(unsaved) - 1} more" if unsaved[1:] else ""
        raise SoukError(f"{unsaved[0]}{more} would be changed, and is not committed", "commit or stash it first")


def note(root: Path, paths: Iterable[str]) -> None:
    """Store the digests of files, to recognize them later."""
    write_json(root / NOTE, read_json(root / NOTE) | {path: _digest(root / path) for path in paths})


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "gone"
