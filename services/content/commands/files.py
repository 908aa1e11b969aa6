"""The files of a publication, with the digests that tell which of them the bucket has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from souk.base.errors import SoukError

PART = 8 * 2**20
"""The bytes of a part of a multipart upload. Another size would make other tags, and upload everything again."""
MOST_BYTES = 10_000 * PART
TYPES = {
    "aac": "audio/aac",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "json": "application/json",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "md": "text/markdown; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "ts": "video/mp2t",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webm": "video/webm",
    "webp": "image/webp",
    "zip": "application/zip",
}
"""Without HTML and SVG: they are programs, and are downloaded instead of run."""


@dataclass(frozen=True)
class LocalFile:
    """A file as it was when it was read."""

    name: str
    path: Path
    size: int
    type: str
    sha256: str
    md5: str
    parts: tuple[str, ...]
    """The MD5 of each part."""

    @classmethod
    def of(cls, name: str, path: Path) -> LocalFile:
        """Read a file. Raises SoukError if it can't be read, is empty or too large."""
        whole, check, parts, count = hashlib.sha256(), _md5(), [], 0
        try:
            with path.open("rb") as source:
                while content := source.read(PART):
                    whole.update(content)
                    check.update(content)
                    parts.append(_md5(content).hexdigest())
                    count += len(content)
        except OSError as error:
            raise SoukError(f"{path} can't be read: {error.strerror}", "publish files that you may read") from error
        if not 0 < count <= MOST_BYTES:
            raise SoukError(f"{path} is {'too large' if count else 'empty'}", "publish files of 1 byte to 80 GB")
        kind = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        return cls(name, path, count, kind, whole.hexdigest(), check.hexdigest(), tuple(parts))

    @property
    def tags(self) -> frozenset[str]:
        """The ETags that S3 gives the content: uploaded at once or copied, and uploaded in parts."""
        joined = _md5(b"".join(bytes.fromhex(part) for part in self.parts)).hexdigest()
        return frozenset((self.md5, f"{joined}-{len(self.parts)}"))

    def part(self, number: int) -> bytes:
        """The content of a part, counted from 1."""
        with self.path.open("rb") as source:
            source.seek((number - 1) * PART)
            return source.read(PART)


def _md5(content: bytes = b"") -> hashlib._Hash:
    return hashlib.md5(content, usedforsecurity=False)
