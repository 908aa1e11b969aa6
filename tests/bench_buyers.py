"""`make bench-buyers`: fifty customers order at the same time from cold functions.

Each retries 429 and 503 after Retry-After. Absolute times depend on the machine.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import uuid4

import httpx
from rich.console import Console

from souk.base import console
from souk.base.paths import find_paths
from souk.local import cloud, emulator, processes
from tests.cloud import Visitor, attach

BUYERS = 50


@dataclass
class Peak:
    """The maximum numbers of processes and bytes of the local cloud."""

    processes: int = 0
    memory: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self, pid: int) -> None:
        """Poll until it has ended."""
        while not self.ended.wait(0.2):
            tree = processes.tree(pid)
            self.processes = max(self.processes, len(tree))
            self.memory = max(self.memory, processes.memory_bytes(tree))


def main() -> None:
    """Place the orders; print statuses, times and memory."""
    paths = find_paths(os.environ)
    system = replace(attach(paths.home, os.environ.get("SOUK_ENV", "dev")), patient=False)
    screen = Console()
    with screen.status("making customers"):
        sku, buyers = system.product(stock=10**6), [system.customer() for _ in range(BUYERS)]
    with screen.status("ending all functions"):
        emulator.cool(system.environment)
    statuses: Counter[int] = Counter()
    without_retry_after: Counter[int] = Counter()
    started = time.perf_counter()
    with watched(cloud.require(paths).pid) as peak, ThreadPoolExecutor(BUYERS) as crowd:
        seconds = sorted(crowd.map(lambda buyer: buy(buyer, sku, statuses, without_retry_after), buyers))
    total = time.perf_counter() - started
    screen.print(f"{BUYERS} buyers: {total:.1f} s, median {seconds[BUYERS // 2]:.1f} s")
    screen.print(f"statuses: {dict(sorted(statuses.items()))}; without Retry-After: {dict(without_retry_after)}")
    screen.print(f"at most {peak.processes} processes and {console.size(peak.memory)}; load {os.getloadavg()[0]:.1f}")


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """The peak of a process tree during the block."""
    peak = Peak()
    watcher = threading.Thread(target=peak.watch, args=(pid,))
    watcher.start()
    try:
        yield peak
    finally:
        peak.ended.set()
        watcher.join()


def buy(buyer: Visitor, sku: str, statuses: Counter[int], without_retry_after: Counter[int]) -> float:
    """Retry an order until it is accepted; returns the seconds."""
    started, key = time.perf_counter(), {"Idempotency-Key": str(uuid4())}
    while True:
        try:
            response = buyer.order(sku, headers=key)
        except httpx.TimeoutException:
            statuses[0] += 1
            continue
        statuses[response.status_code] += 1
        if response.is_success:
            return time.perf_counter() - started
        if response.status_code >= 500 and "Retry-After" not in response.headers:
            without_retry_after[response.status_code] += 1
        time.sleep(float(response.headers.get("Retry-After", 1)))


if __name__ == "__main__":
    main()
