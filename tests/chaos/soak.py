"""`make chaos-soak`: very many orders under changing faults; the verdict goes to docs/reliability.md.

Every few seconds another cell of the matrix is drawn, so that the effects of faults also overlap.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import random
import re
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from tests.chaos import system
from tests.chaos.history import Load
from tests.chaos.judge import Verdict
from tests.chaos.matrix import CELLS
from tests.chaos.snapshot import drained
from tests.chaos.system import System

REPORT = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
SECTION = re.compile(r"(?<=<!-- soak -->\n).*?(?=<!-- /soak -->)", re.DOTALL)
FAULT_SECONDS = 20
ROUND = 1_000  # orders until queues are drained: the emulator is slow with thousands of messages
screen = Console(highlight=False)


def main() -> None:
    """Run it, print the verdict and write it to the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=int, default=3600, help="seconds until all events must be handled")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="souk-soak-") as home:
        screen.print("starting an environment")
        chaos = system.start(Path(home))
        try:
            _report(options, *_run(chaos, options.orders, options.seed, options.patience))
        finally:
            system.stop(chaos)


def _run(chaos: System, orders: int, seed: int, timeout: int) -> tuple[Verdict, dict[str, float]]:
    load, over, struck = Load(chaos.cloud, seed, shoppers=20), threading.Event(), []
    faults = threading.Thread(target=_fail, args=(chaos, seed, over, struck))
    progress = threading.Thread(target=_show_progress, args=(load, orders, over))
    started = time.monotonic()
    faults.start()
    progress.start()
    while len(load.history.of("place")) < orders:
        load.run(min(ROUND, orders - len(load.history.of("place"))))
        _until_drained(chaos, timeout)
    over.set()
    faults.join()
    progress.join()
    ordered = time.monotonic() - started
    screen.print(f"{orders} orders acknowledged in {ordered:.0f} s; waiting until all events are handled")
    history = load.history
    verdict = chaos.wait_until_at_rest(history, timeout)
    figures = {
        "orders": len(history.of("place")),
        "cancelled": len(history.of("cancel")),
        "shipped": len(history.of("ship")),
        "faults": sum(struck),
        "seconds": ordered,
        "drain": time.monotonic() - started - ordered,
    }
    return verdict, figures


def _until_drained(chaos: System, timeout: int) -> None:
    deadline = time.monotonic() + timeout
    while not drained(chaos.cloud) and time.monotonic() < deadline:
        time.sleep(1)


def _fail(chaos: System, seed: int, over: threading.Event, struck: list[int]) -> None:
    """Change the fault every few seconds. Cells that may double mails are left to the matrix, which counts them."""
    cells = [cell for cell in CELLS if not cell.mails_twice]
    dice = random.Random(seed)  # noqa: S311
    for number in itertools.count(seed):
        plan = chaos.under(dice.choice(cells).plan(number))
        stopped = over.wait(FAULT_SECONDS)
        struck.append(plan.struck)
        if stopped:
            chaos.under(None)
            return


def _show_progress(load: Load, orders: int, over: threading.Event) -> None:
    while not over.wait(30):
        screen.print(f"  {len(load.history.of('place'))} of {orders}")


def _report(options: argparse.Namespace, verdict: Verdict, figures: dict[str, float]) -> None:
    counts = verdict.counts
    lines = [
        f"`make chaos-soak ORDERS={options.orders} SEED={options.seed}`, {datetime.now(UTC):%Y-%m-%d}, "
        f"Python {platform.python_version()}:\n",
        f"{figures['orders']:.0f} orders acknowledged, {figures['cancelled']:.0f} of them cancelled and "
        f"{figures['shipped']:.0f} shipped, while {figures['faults']:.0f} faults struck; "
        f"{figures['seconds']:.0f} s, and {figures['drain']:.0f} s more until all events were handled.\n",
        "| lost | doubled | reordered | mails twice |",
        "|---|---|---|---|",
        f"| {counts['lost']} | {counts['doubled']} | {counts['reordered']} | {counts['mails_twice']} |\n",
    ]
    text = "\n".join(lines)
    REPORT.write_text(SECTION.sub(lambda _: text, REPORT.read_text()))
    screen.print(text)
    if not verdict.is_clean:
        screen.print(str(verdict))
        raise SystemExit(1)


if __name__ == "__main__":
    main()
