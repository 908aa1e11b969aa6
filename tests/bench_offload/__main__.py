"""`make bench-offload`: the update server with CloudFront and without, counted on a local cloud and on paper.

It starts its own local cloud, and writes tables and charts for docs/updates.md.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from souk.base.paths import find_paths
from tests.bench_cold import report
from tests.bench_offload import chart, deployed, scenarios, tables
from tests.bench_offload.day import Fleet
from tests.bench_offload.gadgets import RELEASES
from tests.bench_offload.origin_log import too_frequent
from tests.bench_offload.system import Advance, Run, system

PAGE, PICTURES = "docs/updates.md", "docs/static"


def main() -> None:
    """Count, calculate, write and print. `--on-paper` leaves the counted part as it is."""
    parser = argparse.ArgumentParser(prog="bench_offload", description=__doc__)
    parser.add_argument("--gadgets", type=int, default=10_000)
    parser.add_argument("--on-paper", action="store_true")
    options = parser.parse_args()
    screen, root = Console(highlight=False), find_paths({}).root
    page, pictures = root / PAGE, root / PICTURES
    if not options.on_paper:
        measured = report.circumstances()
        with_it, without = count(screen, options.gadgets)
        text = tables.counted(with_it, without, measured)
        report.write(text, "bench-offload-counted", page)
        (pictures / "offload-counted.svg").write_text(chart.counted(with_it, without))
        screen.print(text, soft_wrap=True)
    fleet = Fleet()
    results = scenarios.results(root, fleet)
    text = tables.release_day(fleet, results)
    report.write(text, "bench-offload-day", page)
    (pictures / "offload-day.svg").write_text(chart.release_day(fleet, results))
    at_rest = tables.at_rest(deployed.read(root, offloaded=True))
    report.write(at_rest, "bench-offload-at-rest", page)
    screen.print(text, at_rest, soft_wrap=True)


def count(screen: Console, gadgets: int) -> tuple[Run, Run]:
    """Update the same gadgets twice. Raises AssertionError if the cache asks more than once in a lifetime."""
    with tempfile.TemporaryDirectory(prefix="souk-bench-") as folder:
        screen.print("starting a local cloud")
        with system(Path(folder) / "home") as environment:
            with shown(screen, "publishing", RELEASES) as advance:
                environment.publish_all(Path(folder), advance)
            with shown(screen, "with CloudFront", gadgets) as advance:
                with_it = environment.run(environment.edge(), gadgets, advance)
            screen.print("deploying without CloudFront")
            address = environment.balancer()
            with shown(screen, "without CloudFront", gadgets) as advance:
                without = environment.run(address, gadgets, advance)
    assert too_frequent(with_it.origin) == []
    assert len(without.origin) == without.requests == with_it.requests
    return with_it, without


@contextmanager
def shown(screen: Console, title: str, total: int) -> Iterator[Advance]:
    """A bar of progress."""
    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen) as progress:
        task = progress.add_task(title, total=total)
        yield lambda number: progress.advance(task, number)


if __name__ == "__main__":
    main()
