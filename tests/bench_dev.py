"""`make bench-dev`: how long it takes from a save to the next request that runs it, and what that does to the others.

In a checkout and a local cloud of its own. Absolute times belong to the machine, and to what else it was doing.
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
"""All functions of the service have followed by then."""


def main() -> None:
    """Measure, and print one table."""
    screen, table = Console(), Table("from a save to the next request that runs it", "median", "worst", box=None)
    with tempfile.TemporaryDirectory(prefix="souk-bench-") as folder, screen.status("bringing a checkout up"):
        checkout = Checkout.at(Path(folder) / "checkout")
        try:
            checkout.run("souk", "up", "--port", "auto")
            told = json.loads(checkout.run("souk", "outputs", "--json").stdout)
            with dev(checkout) as running:
                measure(checkout, running, told["apis"], table)
        finally:
            checkout.run("souk", "down", "--erase", check=False)
    screen.print(table)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    screen.print(f"{SAVES} saves each, one every {REST_SECONDS} s; {os.cpu_count()} cores; load {load}")


def measure(checkout: Checkout, running: Dev, apis: dict[str, str], table: Table) -> None:
    """Fill the table: one API, both of them, all services."""
    actions = checkout.root / "services/orders/actions.py"
    errors = checkout.root / "services/chassis/core/errors.py"
    for what, file, line, changed, url in (
        (
            "orders/actions.py, run by both versions of orders",
            actions,
            "NotFound()",
            'NotFound("{}")',
            apis["orders.v2"],
        ),
        ("chassis/core/errors.py, run by everybody", errors, "There is no such thing.", "{}", apis["orders.v2"]),
    ):
        before = file.read_text()
        took = []
        for number in range(SAVES):
            time.sleep(REST_SECONDS)
            mark = f"save {number}"
            started = time.perf_counter()
            file.write_text(before.replace(line, changed.format(mark), 1))
            while mark not in httpx.get(f"{url}/products/NO-SUCH", trust_env=False, timeout=60).text:
                time.sleep(PAUSE)
            took.append(time.perf_counter() - started)
        file.write_text(before)
        table.add_row(what, console.took(statistics.median(took)), console.took(max(took)))


if __name__ == "__main__":
    main()
