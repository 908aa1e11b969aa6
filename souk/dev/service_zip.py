"""A service's zip, made of the wheels that are deployed and of other code of our own.

What takes long in a build, installing and packing the wheels, is done: they are taken out of what runs.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from souk.deploy.zip import LONG_AGO
from souk.dev.sources import Code

FILE = 0o100644 << 16
QUICK = 1
"""How hard to compress: it is read once, here."""


def own(artifact: bytes, service: str) -> Code:
    """Our own files in a zip, without their byte code."""
    with zipfile.ZipFile(io.BytesIO(artifact)) as archive:
        return {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if _is_own(entry, service) and not entry.filename.endswith(".pyc")
        }


def wheels(artifact: bytes, service: str, folder: Path) -> Path:
    """A zip of all the others; kept in a folder, because most deployments have the same."""
    with zipfile.ZipFile(io.BytesIO(artifact)) as archive:
        others = [entry for entry in archive.infolist() if not _is_own(entry, service)]
        listed = "".join(f"{entry.filename} {entry.CRC} {entry.external_attr}\n" for entry in others)
        kept = folder / f"{service}-{hashlib.sha256(listed.encode()).hexdigest()[:16]}.zip"
        if not kept.exists():
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob(f"{service}-*.zip"):
                old.unlink()
            part = kept.with_suffix(".part")
            with zipfile.ZipFile(part, "w") as made:
                for entry in others:
                    made.writestr(_named(entry.filename, entry.external_attr), archive.read(entry), compresslevel=QUICK)
            part.replace(kept)
        return kept


def bundle(wheels: bytes, code: Code) -> bytes:
    """Both in one zip."""
    made = io.BytesIO(wheels)
    with zipfile.ZipFile(made, "a") as archive:
        for place, content in sorted(code.items()):
            archive.writestr(_named(place, FILE), content)
    return made.getvalue()


def _is_own(entry: zipfile.ZipInfo, service: str) -> bool:
    return entry.filename.partition("/")[0] in ("chassis", service, "souk_sdk")


def _named(place: str, attributes: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(place, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = attributes
    return entry
