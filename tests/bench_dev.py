"""`make bench-dev`: the time from a save until a request runs it, in its own checkout and local cloud.

Absolute times depend on the machine and its load.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from souk.base import console
from tests.dev.running import Dev, dev
from tests.scaffold.checkouts import Checkout

SAVES = int(os.environ.get("SOUK_BENCH_SAVES", "12"))
PAUSE = 0.05
REST_SECONDS = 6
"""Time for the service's other functions to be updated, too."""


def main() -> None:
    """Measure, and print one table."""
    screen, table = Console(), Table("from a save to the next request that runs it", "median", "worst", box=None)
    with tempfile.TemporaryDirectory(prefix="souk-bench-") as folder, screen.status("bringing a checkout up"):
        checkout = Checkout.at(Path(folder) / "checkout")
        try:
            checkout.run("souk", "up", "--port", "auto")
            outputs = json.loads(checkout.run("souk", "outputs", "--json").stdout)
            with dev(checkout) as running:
                measure(checkout, running, outputs["apis"], table)
        finally:
            checkout.run("souk", "down", "--erase", check=False)
    screen.print(table)
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    screen.print(f"{SAVES} saves each, one every {REST_SECONDS} s; {os.cpu_count()} cores; load {load}")


def measure(checkout: Checkout, running: Dev, apis: dict[str, str], table: Table) -> None:
    """Fill the table: one API, both of them, all services."""
    actions = checkout.root / "services/orders/actions.py"
    errors = checkout.root / "services/chassis/core/errors.py"
    for case, file, line, changed, url in (
        (
            "orders/actions.py, run by both versions of orders",
            actions,
            "NotFound()",
            'NotFound("{}")',
            apis["orders.v2"],
        ),
        ("chassis/core/errors.py, run by all functions", errors, "There is no such thing.", "{}", apis["orders.v2"]),
    ):
        before = file.read_text()
        seconds = []
        for number in range(SAVES):
            time.sleep(REST_SECONDS)
            marker = f"save {number}"
            started = time.perf_counter()
            file.write_text(before.replace(line, changed.format(marker), 1))
            while marker not in httpx.get(f"{url}/products/NO-SUCH", trust_env=False, timeout=60).text:
                time.sleep(PAUSE)
            seconds.append(time.perf_counter() - started)
        file.write_text(before)
        table.add_row(case, console.took(statistics.median(seconds)), console.took(max(seconds)))


if __name__ == "__main__":
    main()
