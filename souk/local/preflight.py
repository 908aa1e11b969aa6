"""Checks of this machine before anything is started."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Paths

ROOM = 700 * 2**20
"""The size of its zips, and of the files that its functions unpack."""


def check_machine(paths: Paths) -> None:
    """Raise SoukError for a missing program, with the command that installs it."""
    if not paths.template.exists():
        raise SoukError(f"{paths.template.name} is missing", "run souk from a complete checkout")
    if shutil.which("make") is None:
        raise SoukError("`make` is missing on this machine", "`apt install make`; on a Mac `xcode-select --install`")
    if not _has_uv(paths):
        raise SoukError("`uv` is missing on this machine", "run `make setup`, which installs it")
    _ = paths.sam
    version = python_version(paths.cloud_python)
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if version != ours:
        raise SoukError(f"the local cloud's Python is {version}, that of .venv is {ours}", "run `make setup`")


def check_space(paths: Paths, free: Callable[[Path], int]) -> None:
    """Raise SoukError if the disk has no space for another local environment."""
    paths.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    left = free(paths.home)
    if left < ROOM:
        raise SoukError(
            f"no space: an environment needs {ROOM >> 20} MB, {left >> 20} MB are left on the disk of {paths.home}",
            "free some space (`souk env ls` lists the environments), then run the command again",
        )


def free_bytes(folder: Path) -> int:
    """The free space on a folder's disk."""
    return shutil.disk_usage(folder).free


def python_version(python: Path) -> str:
    """Major and minor version of an interpreter."""
    command = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _has_uv(paths: Paths) -> bool:
    """Whether uv is on the path, or where `make setup` installs it otherwise."""
    return shutil.which("uv") is not None or (paths.root / ".tools" / "uv" / "bin" / "uv").exists()
