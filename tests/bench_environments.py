"""`make bench-environments`: times to clone and remove, and the memory of ten idle environments in one local cloud.

Absolute times depend on the machine and its load.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from souk.base import console
from souk.base.paths import Paths, find_paths
from souk.local import cloud, processes
from tests.cloud import souk

ENVIRONMENTS = int(os.environ.get("SOUK_TEST_ENVIRONMENTS", "10"))
REST_SECONDS = 90
"""Time for the sweepers to run: they keep their processes."""


def main() -> None:
    """Measure, and print one table."""
    screen, table = Console(), Table("operation", "figure", box=None)
    with tempfile.TemporaryDirectory(prefix="souk-bench-") as folder:
        home = Path(folder)
        try:
            with screen.status("measuring"):
                measure(home, table)
        finally:
            souk(home, "down", "--erase")
    screen.print(table)


def measure(home: Path, table: Table) -> None:
    """Fill the table."""

    def timed(operation: str, *arguments: str) -> float:
        started = time.perf_counter()
        souk(home, *arguments)
        seconds = time.perf_counter() - started
        table.add_row(operation, console.took(seconds))
        return seconds

    paths = Paths(root=find_paths({}).root, home=home)
    timed("souk up, the first environment", "up", "--port", "auto")
    timed("souk clone, of the deployed version", "clone", "dev", "c1")
    timed("souk clone --ref, built from git", "clone", "dev", "c2", "--ref", "HEAD")
    timed("souk clone --ref, already built", "clone", "dev", "c3", "--ref", "HEAD")
    timed("souk clone --with-data", "clone", "dev", "c4", "--with-data")
    clones = [f"c{number}" for number in range(1, ENVIRONMENTS)]
    others = [
        timed(f"souk clone, environment {number}", "clone", "dev", f"c{number}") for number in range(5, ENVIRONMENTS)
    ]
    if others:
        table.add_row("souk clone, the slowest of these", console.took(max(others)))
    time.sleep(REST_SECONDS)
    pids = processes.tree(cloud.require(paths).pid)
    memory = f"{console.size(processes.memory_bytes(pids))} in {len(pids)} processes"
    table.add_row(f"{ENVIRONMENTS} idle environments", memory)
    removals = [timed(f"souk env rm {name}", "env", "rm", name) for name in clones]
    table.add_row("souk env rm, the slowest", console.took(max(removals)))


if __name__ == "__main__":
    main()
