"""`make chaos-soak`: very many orders while one thing after the other fails; the verdict goes to docs/reliability.md.

Faults are drawn from the cells of the matrix, a new one every few seconds, so that they also meet each other's traces.
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
SECONDS_A_FAULT = 20
A_ROUND = 1_000  # orders; then what they caused is waited for, because the emulator gets slow with thousands in a queue
screen = Console(highlight=False)


def main() -> None:
    """Run it, say what came of it, and write it down."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--orders", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--patience", type=int, default=3600, help="seconds that the system may take to come to rest")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="souk-soak-") as home:
        screen.print("starting an environment of its own")
        hurt = system.start(Path(home))
        try:
            _report(given, *_run(hurt, given.orders, given.seed, given.patience))
        finally:
            system.stop(hurt)


def _run(hurt: System, orders: int, seed: int, patience: int) -> tuple[Verdict, dict[str, float]]:
    load, over, struck = Load(hurt.cloud, seed, shoppers=20), threading.Event(), []
    faults = threading.Thread(target=_fail, args=(hurt, seed, over, struck))
    progress = threading.Thread(target=_tell, args=(load, orders, over))
    started = time.monotonic()
    faults.start()
    progress.start()
    while len(load.history.of("place")) < orders:
        load.run(min(A_ROUND, orders - len(load.history.of("place"))))
        _until_drained(hurt, patience)
    over.set()
    faults.join()
    progress.join()
    ordered = time.monotonic() - started
    screen.print(f"{orders} orders acknowledged in {ordered:.0f} s; waiting until all is at rest")
    history = load.history
    verdict = hurt.wait_until_at_rest(history, patience)
    figures = {
        "orders": len(history.of("place")),
        "cancelled": len(history.of("cancel")),
        "shipped": len(history.of("ship")),
        "faults": sum(struck),
        "seconds": ordered,
        "drain": time.monotonic() - started - ordered,
    }
    return verdict, figures


def _until_drained(hurt: System, patience: int) -> None:
    deadline = time.monotonic() + patience
    while not drained(hurt.cloud) and time.monotonic() < deadline:
        time.sleep(1)


def _fail(hurt: System, seed: int, over: threading.Event, struck: list[int]) -> None:
    """One fault after the other. Those that may double a mail are left to the matrix, which counts them."""
    cells = [cell for cell in CELLS if not cell.mails_twice]
    dice = random.Random(seed)  # noqa: S311
    for number in itertools.count(seed):
        plan = hurt.under(dice.choice(cells).plan(number))
        stopped = over.wait(SECONDS_A_FAULT)
        struck.append(plan.struck)
        if stopped:
            hurt.under(None)
            return


def _tell(load: Load, orders: int, over: threading.Event) -> None:
    while not over.wait(30):
        screen.print(f"  {len(load.history.of('place'))} of {orders}")


def _report(given: argparse.Namespace, verdict: Verdict, figures: dict[str, float]) -> None:
    counts = verdict.counts
    lines = [
        f"`make chaos-soak ORDERS={given.orders} SEED={given.seed}`, {datetime.now(UTC):%Y-%m-%d}, "
        f"Python {platform.python_version()}:\n",
        f"{figures['orders']:.0f} orders acknowledged, {figures['cancelled']:.0f} of them cancelled and "
        f"{figures['shipped']:.0f} shipped, while {figures['faults']:.0f} faults struck; "
        f"{figures['seconds']:.0f} s, and {figures['drain']:.0f} s more until all was at rest.\n",
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
