"""Fingerprints of sources and settings: equal ones need no new build or deployment."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from souk.base import git


def fingerprint(root: Path, sources: Iterable[str], settings: Mapping[str, str]) -> str:
    """A digest of every source file and setting."""
    digest = hashlib.sha256()
    for name, value in sorted(settings.items()):
        digest.update(f"{name}={value}\n".encode())
    for path in source_files(root, tuple(sources)):
        digest.update(f"{path}\n".encode())
        file = root / path
        digest.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"gone")
    return digest.hexdigest()[:16]


def source_files(root: Path, sources: tuple[str, ...]) -> list[str]:
    """The source files: those that git lists; without git, all but hidden and compiled ones."""
    options = ("-z", "--cached", "--others", "--exclude-standard")
    listing = git.ask(root, "--glob-pathspecs", "ls-files", *options, "--", *sources)
    listed = [name for name in listing.stdout.decode().split("\0") if name]
    return sorted(set(listed)) if listed else sorted(_walk(root, sources))


def _walk(root: Path, sources: tuple[str, ...]) -> set[str]:
    paths: set[str] = set()
    for source in sources:
        for start in root.glob(source) if "*" in source else [root / source]:
            for path in [start, *start.rglob("*")]:
                name = path.relative_to(root)
                if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
                    paths.add(str(name))
    return paths
