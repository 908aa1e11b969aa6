"""Facts about processes, from /proc where it exists and from `ps` elsewhere."""

import os
import signal
import time
from pathlib import Path

from souk.local import ps

PROC = Path("/proc")
ON_LINUX = (PROC / "self" / "stat").exists()


def identity(pid: int) -> str | None:
    """The start time of a process; None if it has ended.

    Process ids are reused; the pair of id and identity is not.
    """
    if not ON_LINUX:
        return ps.started(pid)
    stat = _stat(pid)
    # A process whose main thread has ended still holds its files and its port.
    if stat is None or (stat[0] == "Z" and int(stat[17]) < 2):
        return None
    # Not the command line, which is empty for a moment after the start.
    return stat[19]


def send(pid: int, started: str, signum: signal.Signals) -> bool:
    """Send a signal to the process with this id and identity; False if it has ended, even if its id was reused."""
    if not ON_LINUX:
        if identity(pid) != started:
            return False
        os.kill(pid, signum)
        return True
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        # The handle refers to one process; its id could be reused after the comparison.
        if identity(pid) != started:
            return False
        signal.pidfd_send_signal(handle, signum)
        return True
    finally:
        os.close(handle)


def end(pid: int, started: str, seconds: float) -> None:
    """End the process with this id and identity, and wait until it has ended: killed after so many seconds."""
    send(pid, started, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while identity(pid) == started:
        if time.monotonic() > deadline:
            send(pid, started, signal.SIGKILL)
        time.sleep(0.02)


def command_of(pid: int) -> str:
    """The command line of a process, for messages."""
    if not ON_LINUX:
        return ps.command(pid)
    return _read(PROC / str(pid) / "cmdline").replace("\0", " ").strip()


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    parents = _parents()
    processes = [pid] if pid in parents else []
    for candidate in processes:
        processes += [child for child, parent in parents.items() if parent == candidate]
    return processes


def group(leader: int) -> list[int]:
    """The processes of a process group, even if its leader has ended."""
    if ON_LINUX:
        stats = {int(entry.name): _stat(int(entry.name)) for entry in PROC.iterdir() if entry.name.isdigit()}
        return [pid for pid, stat in stats.items() if stat is not None and int(stat[2]) == leader]
    return [pid for pid, of in ps.groups().items() if of == leader]


def memory_bytes(pids: list[int]) -> int:
    """The memory of processes; on Linux shared pages count once."""
    return sum(_memory_of(pid) for pid in pids)


def listener_on(port: int) -> int | None:
    """The process that listens on a TCP port, if this user can see it."""
    if not ON_LINUX:
        return ps.listener_on(port)
    sockets = {
        f"socket:[{fields[9]}]"
        for table in ("tcp", "tcp6")
        for fields in map(str.split, _read(PROC / "net" / table).splitlines()[1:])
        if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port
    }
    for process in PROC.iterdir():
        if sockets and process.name.isdigit() and sockets & _open_files(process):
            return int(process.name)
    return None


def _memory_of(pid: int) -> int:
    rollup = _read(PROC / str(pid) / "smaps_rollup") if ON_LINUX else ""
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return ps.resident_kb(pid) * 1024


def _parents() -> dict[int, int]:
    if not ON_LINUX:
        return ps.parents()
    stats = {int(entry.name): _stat(int(entry.name)) for entry in PROC.iterdir() if entry.name.isdigit()}
    return {pid: int(stat[1]) for pid, stat in stats.items() if stat is not None}


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat from the third (state) on; the second may contain spaces."""
    text = _read(PROC / str(pid) / "stat")
    return text.rpartition(")")[2].split() if text else None


def _open_files(process: Path) -> set[str]:
    try:
        return {str(entry.readlink()) for entry in (process / "fd").iterdir()}
    except OSError:
        return set()


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
