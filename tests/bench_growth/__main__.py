"""`make bench-growth`: processor time, rows read and memory of work on much data, at n and at 10 n.

Tables and queues are in memory, so that only our own work is measured. Each case runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from tests import sampling
from tests.bench_growth.run_case import CASES

PAGE = sampling.ROOT / "docs/performance.md"
PLACE = re.compile(r"(?<=<!-- bench-growth -->\n).*?(?=<!-- /bench-growth -->)", re.DOTALL)
HEADS = ("work", "processor per item", "at 10 n", "ratio", "rows read per item", "at 10 n", "memory", "at 10 n")
Figures = Mapping[str, float]


@dataclass(frozen=True)
class Measured:
    """A case of one size."""

    time: Figures
    memory: Figures

    @property
    def seconds(self) -> float:
        """The processor time of an item."""
        return self.time["seconds"] / self.time["items"]

    @property
    def rows(self) -> str:
        """The rows read for an item."""
        return f"{self.time['rows'] / self.time['items']:.1f}" if "rows" in self.time else ""


def main() -> None:
    """Measure, write the page and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="n; each case runs at 10 n, too")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--only", default="", help="cases whose name contains this")
    options = parser.parse_args()
    screen = Console(highlight=False)
    with screen.status("measuring") as status:
        rows = []
        for name in (name for name in CASES if options.only in name):
            status.update(name)
            rows.append(row(name, *(measure(name, size) for size in (options.size, 10 * options.size))))
    text = table(options.size, rows)
    options.page.write_text(PLACE.sub(lambda _: text, options.page.read_text()))
    screen.print(text, soft_wrap=True)


def measure(name: str, size: int) -> Measured:
    """Run a case twice: measuring memory takes time."""
    return Measured(_run(name, size, "time"), _run(name, size, "memory"))


def row(name: str, small: Measured, big: Measured) -> list[str]:
    """A row of the table."""
    seconds = [f"{each.seconds * 1e6:,.0f} µs" for each in (small, big)]
    memory = [f"{each.memory['bytes'] / 1e6:,.1f} MB" for each in (small, big)]
    return [name, *seconds, f"{big.seconds / small.seconds:.2f}", small.rows, big.rows, *memory]


def table(size: int, rows: Iterable[list[str]]) -> str:
    """The table, and its circumstances."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    head = f"{datetime.now(UTC):%Y-%m-%d}, commit {sampling.commit()[:10]} ({machine}), n = {size:,}."
    lines = [HEADS, ["---"] * len(HEADS), *rows]
    return "\n".join([head, "", *(f"| {' | '.join(cells)} |" for cells in lines)]) + "\n"


def _run(name: str, size: int, what: str) -> Figures:
    command = [sys.executable, "-m", "tests.bench_growth.run_case", name, str(size), what]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(result.stderr)
    return dict(json.loads(result.stdout))


if __name__ == "__main__":
    main()
