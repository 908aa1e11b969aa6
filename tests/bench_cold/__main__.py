"""`make bench-cold`: cold starts, requests and records of every function, beside a bare handler and a tutorial's.

It starts its own local cloud, and writes its tables into docs/performance.md.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from tests.bench_cold import report
from tests.bench_cold.measure import Bench
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
    screen = Console(highlight=False)
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
                    bench.run(options.rounds, status.update, instructions=options.instructions)
                    text = report.text(bench)
        finally:
            souk(folder / "home", "down", "--erase")
    report.write(text)
    screen.print(text, soft_wrap=True)


if __name__ == "__main__":
    main()
