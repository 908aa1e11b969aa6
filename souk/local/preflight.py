"""Checks of this machine before anything is started."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Places

ROOM = 700 * 2**20
"""The size of its zips, and of the files that its functions unpack."""


def check_machine(places: Places) -> None:
    """Raise SoukError for a missing program, with the command that installs it."""
    if not places.template.exists():
        raise SoukError(f"{places.template.name} is missing", "run souk from a complete checkout")
    if shutil.which("make") is None:
        raise SoukError("`make` is missing on this machine", "`apt install make`; on a Mac `xcode-select --install`")
    if not _has_uv(places):
        raise SoukError("`uv` is missing on this machine", "run `make setup`, which installs it")
    _ = places.sam
    version = python_version(places.cloud_python)
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version != ours:
        raise SoukError(f"the local cloud's Python is {version}, that of .venv is {ours}", "run `make setup`")


def check_space(places: Places, free: Callable[[Path], int]) -> None:
    """Raise SoukError if the disk has no space for another local environment."""
    places.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    left = free(places.home)
    if left < ROOM:
        raise SoukError(
            f"no space: an environment needs {ROOM >> 20} MB, {left >> 20} MB are left on the disk of {places.home}",
            "free some space (`souk env ls` lists the environments), then run the command again",
        )


def free_bytes(folder: Path) -> int:
    """The free space on a folder's disk."""
    return shutil.disk_usage(folder).free


def python_version(python: Path) -> str:
    """Major and minor version of an interpreter."""
    command = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _has_uv(places: Places) -> bool:
    """Whether uv is on the path, or where `make setup` installs it otherwise."""
    return shutil.which("uv") is not None or (places.root / ".tools" / "uv" / "bin" / "uv").exists()
