"""`make bench-cold`: cold starts, requests and records of every function, beside a bare handler and a tutorial's.

It starts its own local cloud, and writes its tables into docs/performance.md.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.status import Status

from tests.bench_cold import report
from tests.bench_cold.measure import Bench, Show
from tests.bench_cold.recorder import Recorder
from tests.bench_cold.scenarios import Scenarios
from tests.bench_cold.shop import open_shop
from tests.cloud import bring_up, souk

ENV = "bench"


def main() -> None:
    """Measure, write the page and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="starts of each function")
    parser.add_argument("--instructions", action="store_true", help="count instructions, too; valgrind takes minutes")
    options = parser.parse_args()
    screen, measured = Console(highlight=False), report.circumstances()
    with tempfile.TemporaryDirectory(prefix="souk-bench-") as name:
        folder = Path(name)
        try:
            with screen.status("starting a local cloud") as status:
                cloud = bring_up(folder / "home", ENV)
                status.update("recording the calls of each function")
                with Recorder(str(cloud.outputs.endpoint_url)) as recorder:
                    scenarios = Scenarios(open_shop(cloud), recorder, folder)
                    bench = Bench(scenarios, recorder, folder)
                    souk(folder / "home", "down")
                    bench.run(options.rounds, _progress(screen, status), instructions=options.instructions)
                    text = report.text(bench, measured)
        finally:
            souk(folder / "home", "down", "--erase")
    report.write(text, "bench-cold")
    screen.print(text, soft_wrap=True)


def _progress(screen: Console, status: Status) -> Show:
    """Show a step in the terminal's last line, or print a line each where there is no terminal."""

    def printed(step: str) -> None:
        screen.print(f"{datetime.now(UTC):%H:%M:%S} {step}")

    return status.update if screen.is_terminal else printed


if __name__ == "__main__":
    main()
