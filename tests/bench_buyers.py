"""`make bench-buyers`: fifty customers who order at once from functions that have to start first.

Each repeats what is refused with 429 or 503 once its Retry-After is over. Absolute times belong to the machine.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from rich.console import Console

from souk.base import console
from souk.base.paths import find_places
from souk.cloud.outputs import Outputs, Person
from souk.local import cloud, emulator, processes
from tests.cloud import Cloud, Visitor, souk

BUYERS = 50
AGAIN = (429, 503)


@dataclass
class Peak:
    """The most that the local cloud and its functions ever took."""

    processes: int = 0
    memory: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self, pid: int) -> None:
        """Look until it is over."""
        while not self.ended.wait(0.2):
            tree = processes.tree(pid)
            self.processes = max(self.processes, len(tree))
            self.memory = max(self.memory, processes.memory_bytes(tree))


def main() -> None:
    """Let them order, and say what they were answered and what it took."""
    places = find_places(os.environ)
    told = json.loads(souk(places.home, "outputs", "--json").stdout)
    people = {role: Person(**person) for role, person in told["demo"].items()}
    system = Cloud(places.home, Outputs(**{**told, "demo": people}), patient=False)
    screen = Console()
    with screen.status("making customers"):
        sku, buyers = system.product(stock=10**6), [system.customer() for _ in range(BUYERS)]
    with screen.status("ending all functions"):
        emulator.cool(system.aws, system.outputs.env)
    statuses: Counter[int] = Counter()
    unsaid: Counter[int] = Counter()
    started = time.perf_counter()
    with watched(cloud.require(places).pid) as peak, ThreadPoolExecutor(BUYERS) as crowd:
        seconds = sorted(crowd.map(lambda buyer: buy(buyer, sku, statuses, unsaid), buyers))
    took = time.perf_counter() - started
    screen.print(f"{BUYERS} buyers: {took:.1f} s, the median {seconds[BUYERS // 2]:.1f} s")
    screen.print(f"answers: {dict(sorted(statuses.items()))}; without Retry-After: {dict(unsaid)}")
    screen.print(f"at most {peak.processes} processes and {console.size(peak.memory)}; load {os.getloadavg()[0]:.1f}")


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """What the processes below this one take meanwhile."""
    peak = Peak()
    watcher = threading.Thread(target=peak.watch, args=(pid,))
    watcher.start()
    try:
        yield peak
    finally:
        peak.ended.set()
        watcher.join()


def buy(buyer: Visitor, sku: str, statuses: Counter[int], unsaid: Counter[int]) -> float:
    """Order until it is taken; seconds that it took."""
    started, key = time.perf_counter(), {"Idempotency-Key": str(uuid4())}
    while True:
        try:
            answer = buyer.order(sku, headers=key)
        except httpx.TimeoutException:
            statuses[0] += 1
            continue
        statuses[answer.status_code] += 1
        if answer.is_success:
            return time.perf_counter() - started
        if answer.status_code >= 500 and "Retry-After" not in answer.headers:
            unsaid[answer.status_code] += 1
        time.sleep(float(answer.headers.get("Retry-After", 1)))


if __name__ == "__main__":
    main()
