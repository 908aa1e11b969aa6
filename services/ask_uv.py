"""What the build asks of uv and of this machine, and how it says that it got nothing. Used by package.py."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_THE_WAY = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_OFFLINE", "UV_CONFIG_FILE")
"""What the shell may say of the package index and of the way there."""
UNREACHABLE = re.compile(r"Failed to fetch|error sending request|network was disabled")


def uv() -> list[str]:
    """uv, wherever it was installed."""
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    return [found] if found else [sys.executable, "-m", "uv"]


def run(command: list[str], stdin: str = "", environment: Mapping[str, str] | None = None) -> str:
    """What a program answers; its complaints end the build."""
    done = subprocess.run(
        command, input=stdin, env={**os.environ, **(environment or {})}, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode and UNREACHABLE.search(done.stderr):
        sys.exit(unreachable(done.stderr, os.environ))
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def unreachable(said: str, environ: Mapping[str, str]) -> str:
    """One line, because SAM shows no more: what couldn't be had, why, and what to check."""
    wanted = re.search(r"https?://[^\s`)]+", said)
    why = re.findall(r"cause: (.*)", said)[-1:]
    what = ": ".join([*([wanted[0]] if wanted else []), *why]) or "uv may not use the network"
    known = [name for name in (*ON_THE_WAY, *INDEXES) if environ.get(name) or environ.get(name.lower())]
    check = f"what your shell sets: {', '.join(known)}" if known else "the network, and whether a proxy is needed"
    return f"the package index can't be reached ({what}). Check {check}"


def interpreter(version: str, path: str) -> str | None:
    """A Python of this version (`3.13`) that runs, if there is one."""
    found = subprocess.run([*uv(), "python", "find", version], capture_output=True, text=True, cwd=ROOT)
    candidates = [found.stdout.strip()] if found.returncode == 0 else _candidates(version, path)
    return next((candidate for candidate in candidates if _runs(candidate, version)), None)


def _candidates(version: str, path: str) -> Iterator[str]:
    """uv stops at a shim that leads nowhere: those further on, and those behind shims of pyenv, asdf and mise."""
    for folder in map(Path, filter(None, path.split(os.pathsep))):
        yield str(folder / f"python{version}")
        if folder.name == "shims":
            for place in ("versions", "installs/python"):
                yield from map(str, folder.parent.glob(f"{place}/{version}*/bin/python{version}"))


def _runs(python: str, version: str) -> bool:
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, timeout=60).stdout.strip() == version
    except (OSError, subprocess.TimeoutExpired):
        return False
