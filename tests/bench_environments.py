"""`make bench-environments`: how long a clone takes, how much ten environments weigh at rest, how long one takes to go.

In a local cloud of its own. Absolute times belong to the machine they were measured on, and to what else it was doing.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from souk.base import console
from souk.base.paths import Places, find_places
from souk.local import cloud, processes
from tests.cloud import souk

ENVIRONMENTS = int(os.environ.get("SOUK_TEST_ENVIRONMENTS", "10"))
REST_SECONDS = 90
"""The sweepers have run by then, and keep their processes."""


def main() -> None:
    """Measure, and print one table."""
    screen, table = Console(), Table("what", "figure", box=None)
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

    def timed(what: str, *arguments: str) -> float:
        started = time.perf_counter()
        souk(home, *arguments)
        took = time.perf_counter() - started
        table.add_row(what, console.took(took))
        return took

    places = Places(root=find_places({}).root, home=home)
    timed("souk up, the first environment", "up", "--port", "auto")
    timed("souk clone, of what runs", "clone", "dev", "c1")
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
    pids = processes.tree(cloud.require(places).pid)
    weight = f"{console.size(processes.memory_bytes(pids))} in {len(pids)} processes"
    table.add_row(f"{ENVIRONMENTS} environments at rest", weight)
    gone = [timed(f"souk env rm {name}", "env", "rm", name) for name in clones]
    table.add_row("souk env rm, the slowest", console.took(max(gone)))


if __name__ == "__main__":
    main()
