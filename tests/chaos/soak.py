"""`make chaos-soak`: very many orders under changing faults; the verdict goes to docs/reliability.md.

Every few seconds another cell of the matrix is drawn, so that the effects of faults also overlap. The orders come in
rounds, each with an environment and a verdict of its own. A journal keeps the finished rounds: an interrupted soak
continues after them, unless the services have changed since.
"""

from __future__ import annotations

import argparse
import itertools
import json
import platform
import random
import re
import subprocess
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.chaos import system
from tests.chaos.history import Load
from tests.chaos.judge import Verdict
from tests.chaos.matrix import CELLS
from tests.chaos.snapshot import drained
from tests.chaos.system import System

ROOT = Path(__file__).resolve().parents[2]
REPORT, JOURNALS = ROOT / "docs" / "reliability.md", ROOT / ".build" / "soak"
SECTION = re.compile(r"(?<=<!-- soak -->\n).*?(?=<!-- /soak -->)", re.DOTALL)
FAULT_SECONDS = 20
ROUND = 5_000  # orders of one environment
BATCH = 1_000  # orders until queues are drained: the emulator is slow with thousands of messages
screen = Console(highlight=False)
Result = dict[str, Any]


def main() -> None:
    """Run the rounds that are missing, print the verdict and write it to the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=int, default=3600, help="seconds until all events must be handled")
    options = parser.parse_args()
    journal = JOURNALS / f"{_services()}-{options.seed}.jsonl"
    results = finished(journal)
    if results:
        screen.print(f"continuing after {_total(results, 'orders')} orders")
    while (placed := _total(results, "orders")) < options.orders:
        result, verdict = _round(min(ROUND, options.orders - placed), options.seed + len(results), options.patience)
        if not verdict.is_clean:
            raise SystemExit(f"round {len(results) + 1}, seed {options.seed + len(results)}: {verdict}")
        results.append(result)
        append(journal, result)
        screen.print(f"{_total(results, 'orders')} of {options.orders} orders; {verdict}")
    text = report(results, options.seed)
    REPORT.write_text(SECTION.sub(lambda _: text, REPORT.read_text()))
    screen.print(text)


def finished(journal: Path) -> list[Result]:
    """The results of the rounds before an interruption."""
    return [json.loads(line) for line in journal.read_text().splitlines()] if journal.exists() else []


def append(journal: Path, result: Result) -> None:
    """Keep the result of a round."""
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("a") as lines:
        lines.write(json.dumps(result) + "\n")


def _services() -> str:
    """The version of what is tested: git's id of `services/`."""
    command = ["git", "rev-parse", "--short", "HEAD:services"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _round(orders: int, seed: int, timeout: int) -> tuple[Result, Verdict]:
    with tempfile.TemporaryDirectory(prefix="souk-soak-") as home:
        screen.print("starting an environment")
        chaos = system.start(Path(home) / "home")
        try:
            return _run(chaos, orders, seed, timeout)
        finally:
            system.stop(chaos)


def _run(chaos: System, orders: int, seed: int, timeout: int) -> tuple[Result, Verdict]:
    load, over, struck = Load(chaos.cloud, seed, shoppers=20), threading.Event(), []
    faults = threading.Thread(target=_fail, args=(chaos, seed, over, struck))
    progress = threading.Thread(target=_show_progress, args=(load, orders, over))
    started = time.monotonic()
    faults.start()
    progress.start()
    try:
        while (placed := len(load.history.of("place"))) < orders:
            load.run(min(BATCH, orders - placed))
            _until_drained(chaos, timeout)
    finally:
        over.set()
        faults.join()
        progress.join()
    ordered = time.monotonic() - started
    history = load.history
    verdict = chaos.wait_until_at_rest(history, timeout)
    result = {
        "orders": len(history.of("place")),
        "cancelled": len(history.of("cancel")),
        "shipped": len(history.of("ship")),
        "faults": sum(struck),
        "seconds": round(ordered),
        "drain": round(time.monotonic() - started - ordered),
        **verdict.counts,
    }
    return result, verdict


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


def _total(results: list[Result], name: str) -> int:
    return sum(result[name] for result in results)


def report(results: list[Result], seed: int) -> str:
    """The section of the page: the sums over all rounds."""
    total = {name: _total(results, name) for name in results[0]}
    lines = [
        f"`make chaos-soak ORDERS={total['orders']} SEED={seed}`, {datetime.now(UTC):%Y-%m-%d}, "
        f"Python {platform.python_version()}:\n",
        f"{total['orders']} orders acknowledged, {total['cancelled']} of them cancelled and "
        f"{total['shipped']} shipped, while {total['faults']} faults struck; {total['seconds']} s, and "
        f"{total['drain']} s more until all events were handled.\n",
        "| lost | doubled | reordered | mails twice |",
        "|---|---|---|---|",
        f"| {total['lost']} | {total['doubled']} | {total['reordered']} | {total['mails_twice']} |\n",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
