"""A folder that is to be published: what its content.toml says, and its files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.commands.files import LocalFile
from souk.base.errors import SoukError

MANIFEST = "content.toml"
ID = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
"""No dot begins a part, so that none is `..` or hidden, and nothing in a name is escaped in a URL."""
KINDS = ("text", "picture", "video", "course", "file")
PRICE_CLASSES = ("free", "premium")
MOST_FILES, LONGEST_NAME, LONGEST_TITLE = 1000, 200, 200
EXAMPLE = 'id = "tea", title = "Tea", kind = "course", price_class = "premium", entry = "index.m3u8"'


@dataclass(frozen=True)
class Manifest:
    """The values of content.toml."""

    id: str
    title: str
    kind: str
    price_class: str
    entry: str
    """The file that is opened first."""


def read(folder: Path) -> Manifest:
    """The manifest of a folder. Raises SoukError for one that is missing or says something else."""
    try:
        values: dict[str, Any] = tomllib.loads((folder / MANIFEST).read_text())
    except OSError as error:
        raise SoukError(f"{folder / MANIFEST} can't be read: {error.strerror}", f"it says: {EXAMPLE}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SoukError(f"{folder / MANIFEST} is no TOML: {error}", f"it says: {EXAMPLE}") from error
    names = tuple(Manifest.__dataclass_fields__)
    for name in (*names, *values):
        if name not in values:
            raise SoukError(f"{MANIFEST} lacks `{name}`", f"it says: {EXAMPLE}")
        if name not in names:
            raise SoukError(f"{MANIFEST} has `{name}`, which nothing reads", f"its keys are {', '.join(names)}")
        if not isinstance(values[name], str):
            raise SoukError(f"`{name}` in {MANIFEST} is no text", f"it says: {EXAMPLE}")
    manifest = Manifest(**values)
    _refuse_wrong_values(manifest)
    return manifest


def files(folder: Path, manifest: Manifest) -> list[LocalFile]:
    """The files of a folder but the manifest, by name. Raises SoukError for one that can't be published."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if not path.is_dir()}
    paths.pop(MANIFEST, None)
    for name, path in paths.items():
        if path.is_symlink() or not path.is_file():
            raise SoukError(f"{path} is no file of its own", "publish copies instead of links")
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            raise SoukError(
                f"`{name}` is no name for a published file",
                f"letters, digits, - and _, dots inside, at most {LONGEST_NAME} characters",
            )
    if manifest.entry not in paths:
        raise SoukError(f"`entry` in {MANIFEST} is `{manifest.entry}`, which is no file of it", "name one of its files")
    if len(paths) > MOST_FILES:
        raise SoukError(f"{folder} has {len(paths)} files", f"publish {MOST_FILES} at most")
    return [LocalFile.of(name, path) for name, path in sorted(paths.items())]


def _refuse_wrong_values(manifest: Manifest) -> None:
    if not ID.fullmatch(manifest.id):
        raise SoukError(f"`{manifest.id}` is no id", "up to 63 lower-case letters, digits and hyphens between them")
    if not manifest.title.strip() or len(manifest.title) > LONGEST_TITLE or not manifest.title.isprintable():
        raise SoukError("that is no title", f"one line of at most {LONGEST_TITLE} characters")
    for name, value, allowed in (
        ("kind", manifest.kind, KINDS),
        ("price_class", manifest.price_class, PRICE_CLASSES),
    ):
        if value not in allowed:
            raise SoukError(f"`{name}` in {MANIFEST} is `{value}`", f"choose {', '.join(allowed)}")
