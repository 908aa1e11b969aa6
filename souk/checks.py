"""What this machine must have before anything is started."""

import shutil
import subprocess
import sys
from pathlib import Path

from souk.errors import SoukError
from souk.places import Places


def check_machine(places: Places) -> None:
    """Say at once what is missing, and how to get it."""
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


def python_version(python: Path) -> str:
    """Major and minor version of an interpreter."""
    asked = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _has_uv(places: Places) -> bool:
    """On the path, or where `make setup` puts it when it is missing there."""
    return shutil.which("uv") is not None or (places.root / ".tools" / "uv" / "bin" / "uv").exists()
