"""The state of the edge for `souk status`."""

from __future__ import annotations

from dataclasses import dataclass

from souk.base.paths import Paths
from souk.local import edge_process, http, processes

RUNNING, SILENT, ENDED = "running", "does not answer", "has ended"
TIMEOUT = 5.0


@dataclass(frozen=True)
class EdgeStatus:
    """Whether the edge works, and the memory and disk that it takes."""

    state: str
    """`running`, `does not answer` or `has ended`."""
    url: str
    process: int
    memory_bytes: int = 0
    objects: int = 0
    """Objects that it has cached; the bytes of them follow."""
    cached_in_memory_bytes: int = 0
    cached_on_disk_bytes: int = 0


def read(paths: Paths) -> EdgeStatus | None:
    """The state of this checkout's edge; None if none was started, or it was stopped."""
    edge = edge_process.recorded(paths)
    if edge is None:
        return None
    if edge_process.running(paths) is None:
        return EdgeStatus(ENDED, edge.url, edge.pid)
    memory = processes.memory_bytes([edge.pid])
    try:
        cache = http.get(f"{edge.url}{edge_process.STATUS_PATH}", timeout=TIMEOUT).json()
    except http.NoAnswer:
        return EdgeStatus(SILENT, edge.url, edge.pid, memory)
    return EdgeStatus(RUNNING, edge.url, edge.pid, memory, cache["objects"], cache["memory_bytes"], cache["disk_bytes"])
