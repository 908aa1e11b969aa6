"""A file that is to be released, checked before anything is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from souk.base.errors import SoukError

MODEL = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
VERSION = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")
MOST_BYTES = 2 * 2**30


@dataclass(frozen=True)
class Firmware:
    """A firmware file for one model of gadgets."""

    file: Path
    model: str
    version: str
    size: int
    """In bytes."""

    @classmethod
    def of(cls, file: Path, model: str, version: str) -> Firmware:
        """The release of a file. Raises SoukError for a name, a version or a file that can't be one."""
        if not MODEL.fullmatch(model):
            raise SoukError(f"`{model}` is no model", "up to 63 lower-case letters, digits and hyphens")
        if not VERSION.fullmatch(version):
            raise SoukError(f"`{version}` is no version", "three numbers, like 1.4.0")
        try:
            size = file.stat().st_size
            with file.open("rb"):
                pass
        except OSError as error:
            raise SoukError(f"{file} can't be read: {error.strerror}", "name a firmware file") from error
        if not size:
            raise SoukError(f"{file} is empty", "build the firmware again")
        if size > MOST_BYTES:
            raise SoukError(f"{file} has {size / 2**30:.2f} GB", "a release has 2 GB at most")
        return cls(file, model, version, size)


def number(version: str) -> tuple[int, ...]:
    """A version, to compare with others."""
    return tuple(int(part) for part in version.split("."))
