"""A function's zip from the deployed wheels and the checkout's code.

A build spends its time on installing and packing wheels; here they are taken from the deployed zip.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from souk.deploy.zip import EPOCH, FASTEST
from souk.dev.sources import Code
from zip_contents import CONTRACTS, SDK_FOLDER

FILE = 0o100644 << 16


def sources(artifact: bytes, service: str) -> Code:
    """The service's own files in a zip, without byte code."""
    with zipfile.ZipFile(io.BytesIO(artifact)) as archive:
        return {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if _is_source(entry, service) and not entry.filename.endswith(".pyc")
        }


def wheels(artifact: bytes, service: str, folder: Path) -> Path:
    """A zip of all other files, cached because most deployments have the same."""
    with zipfile.ZipFile(io.BytesIO(artifact)) as archive:
        entries = [entry for entry in archive.infolist() if not _is_source(entry, service)]
        listing = "".join(f"{entry.filename} {entry.CRC} {entry.external_attr}\n" for entry in entries)
        cached = folder / f"{hashlib.sha256(listing.encode()).hexdigest()[:16]}.zip"
        if not cached.exists():
            folder.mkdir(parents=True, exist_ok=True)
            part = cached.with_suffix(".part")
            with zipfile.ZipFile(part, "w") as target:
                for entry in entries:
                    info = _zip_info(entry.filename, entry.external_attr)
                    target.writestr(info, archive.read(entry), compresslevel=FASTEST)
            part.replace(cached)
        return cached


def bundle(wheels: bytes, code: Code) -> bytes:
    """The wheels and the code in one zip."""
    buffer = io.BytesIO(wheels)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, content in sorted(code.items()):
            archive.writestr(_zip_info(name, FILE), content)
    return buffer.getvalue()


def _is_source(entry: zipfile.ZipInfo, service: str) -> bool:
    return entry.filename.startswith(("chassis/", f"{service}/", f"{SDK_FOLDER}/", f"{CONTRACTS}/"))


def _zip_info(name: str, attributes: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = attributes
    return info
