"""Zips equal folders of a build once. SAM would zip the same folder again for each of its functions."""

import hashlib
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

CODE_URI = re.compile(r"^(?P<before> +CodeUri: )(?P<folder>\w+)$", re.MULTILINE)
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, so that equal content makes equal zips."""
FASTEST, SMALLER = 1, 6
"""Compression levels: for a zip that is read once, on this machine, and for one that is uploaded to AWS."""


def pack(build: Path, zips: Path, level: int = SMALLER) -> int:
    """Point the built template to one zip for each distinct folder; returns how many there are."""
    template = build / "template.yaml"
    text = template.read_text()
    folders = sorted({match["folder"] for match in CODE_URI.finditer(text)})
    zips.mkdir(parents=True, exist_ok=True)
    paths = {folder: zips / f"{_digest(build / folder)}-{level}.zip" for folder in folders}
    wanted = {zipped: build / folder for folder, zipped in paths.items()}
    for old in set(zips.iterdir()) - wanted.keys():
        old.unlink()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, wanted.values(), wanted.keys(), repeat(level)))
    template.write_text(CODE_URI.sub(lambda match: f"{match['before']}{paths[match['folder']]}", text))
    return len(wanted)


def write(folder: Path, zipped: Path, level: int) -> None:
    """Zip a folder, unless that is done already."""
    if zipped.exists():
        return
    part = zipped.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(folder):
            entry = zipfile.ZipInfo(str(path.relative_to(folder)), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = path.stat().st_mode << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=level)
    part.replace(zipped)


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in _files(folder):
        total.update(f"{path.relative_to(folder)}\0{path.stat().st_mode}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
