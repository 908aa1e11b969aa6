"""Calls of uv and other programs for package.py, and their errors in one line."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
INDEXES = ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_OFFLINE", "UV_CONFIG_FILE")
"""Environment variables that change the package index, or the way to it."""
UNREACHABLE = re.compile(r"Failed to fetch|error sending request|network was disabled")


def uv() -> list[str]:
    """uv, wherever it was installed."""
    beside = Path(sys.executable).with_name("uv")
    path = str(beside) if beside.exists() else shutil.which("uv")
    return [path] if path else [sys.executable, "-m", "uv"]


def run(command: list[str], stdin: str = "", environment: Mapping[str, str] | None = None) -> str:
    """The output of a program. A failure ends the build with its message."""
    done = subprocess.run(
        command, input=stdin, env={**os.environ, **(environment or {})}, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode and UNREACHABLE.search(done.stderr):
        sys.exit(unreachable(done.stderr, os.environ))
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def unreachable(message: str, environ: Mapping[str, str]) -> str:
    """The address, the cause and the next step, in one line because SAM shows no more."""
    address = re.search(r"https?://[^\s`)]+", message)
    why = re.findall(r"cause: (.*)", message)[-1:]
    cause = ": ".join([*([address[0]] if address else []), *why]) or "uv may not use the network"
    names = [name for name in (*PROXIES, *INDEXES) if environ.get(name) or environ.get(name.lower())]
    check = f"the variables of your shell: {', '.join(names)}" if names else "the network and the need for a proxy"
    return f"the package index can't be reached ({cause}). Check {check}"


def interpreter(version: str, path: str) -> str | None:
    """A Python of this version (`3.13`) that runs, if there is one."""
    search = subprocess.run([*uv(), "python", "find", version], capture_output=True, text=True, cwd=ROOT)
    candidates = [search.stdout.strip()] if search.returncode == 0 else _candidates(version, path)
    return next((candidate for candidate in candidates if _runs(candidate, version)), None)


def _candidates(version: str, path: str) -> Iterator[str]:
    """uv stops at a shim that leads nowhere: those further on, and those behind shims of pyenv, asdf and mise."""
    for folder in map(Path, filter(None, path.split(os.pathsep))):
        yield str(folder / f"python{version}")
        if folder.name == "shims":
            for place in ("versions", "installs/python"):
                yield from map(str, folder.parent.glob(f"{place}/{version}*/bin/python{version}"))


def _runs(python: str, version: str) -> bool:
    command = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.strip() == version
    except (OSError, subprocess.TimeoutExpired):
        return False
