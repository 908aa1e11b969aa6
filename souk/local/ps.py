"""Facts about processes from `ps` and `lsof`, where there is no /proc."""

import os
import shutil
import subprocess


def started(pid: int) -> str | None:
    """The start time of a process, independent of locale and time zone; None if it has ended."""
    state, _, at = _output("ps", "-ww", "-o", "state=,lstart=", "-p", str(pid)).partition(" ")
    return at.strip() if state and not state.startswith("Z") else None


def command(pid: int) -> str:
    """Its command line."""
    return _output("ps", "-ww", "-o", "command=", "-p", str(pid))


def resident_kb(pid: int) -> int:
    """The memory of a process, shared pages included."""
    return int(_output("ps", "-o", "rss=", "-p", str(pid)) or 0)


def parents() -> dict[int, int]:
    """The parent of each process."""
    return _pairs("pid=,ppid=")


def groups() -> dict[int, int]:
    """The process group of each process."""
    return _pairs("pid=,pgid=")


def listener_on(port: int) -> int | None:
    """The process that listens on a TCP port."""
    first = _output("lsof", "-nP", "-t", f"-iTCP:{port}", "-sTCP:LISTEN").split()
    return int(first[0]) if first else None


def _pairs(columns: str) -> dict[int, int]:
    lines = _output("ps", "-ax", "-o", columns).splitlines()
    return {int(pid): int(other) for pid, other in map(str.split, lines)}


def _output(*command: str) -> str:
    if not shutil.which(command[0]):
        return ""
    fixed = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=fixed).stdout.strip()
