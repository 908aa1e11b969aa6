"""The versions of the code of local processes: `souk up` starts one of another version again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from souk.base.paths import Paths

FOLDER = Path(__file__).parent


def of_cloud(paths: Paths) -> str:
    """That of the local cloud: its corrections, and the packages of MiniStack's Python."""
    packages = paths.cloud_python.parents[1].glob("lib/python*/site-packages/*.dist-info")
    return _digest(FOLDER.glob("*.py"), sorted(package.name for package in packages))


def of_edge() -> str:
    """That of the edge."""
    return _digest((FOLDER / "edge").rglob("*"))


def _digest(files: Iterable[Path], names: Iterable[str] = ()) -> str:
    digest = hashlib.sha256("\n".join(names).encode())
    for file in sorted(file for file in files if file.suffix in {".py", ".mjs"}):
        digest.update(f"{file.relative_to(FOLDER)}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
