"""`make bench-orders`: orders a second that sixteen customers place without a pause, in a running environment.

Each has one connection, sends the next order when the last one is answered, and obeys `Retry-After`. Absolute times
depend on the machine and its load; the processor time of an order depends on them less.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from json import dumps
from urllib.parse import urlsplit
from uuid import uuid4

import psutil
from rich.console import Console

from souk.base.paths import find_paths
from souk.local import cloud
from tests.cloud import attach

CUSTOMERS = int(os.environ.get("SOUK_BENCH_CUSTOMERS", "16"))
SECONDS = int(os.environ.get("SOUK_BENCH_SECONDS", "60"))
WARM_UP = 5
"""Seconds before the measurement."""


@dataclass
class Tally:
    """The statuses and the seconds of the responses, by the second of the measurement that they came in."""

    began: float
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    by_second: Counter[int] = field(default_factory=Counter)

    def add(self, status: int, started: float, ended: float) -> None:
        """Count a response, unless it came while the functions warmed up."""
        if ended < self.began:
            return
        self.statuses[status] += 1
        self.seconds.append(ended - started)
        self.by_second[int(ended - self.began)] += 1


def main() -> None:
    """Place the orders; print their number a second, their latency, and the processor time of each."""
    paths = find_paths(os.environ)
    system = replace(attach(paths.home, os.environ.get("SOUK_ENV", "dev")), patient=False)
    screen, url = Console(), f"{system.outputs.apis['orders.v2']}/orders"
    with screen.status("making customers"):
        sku, tokens = system.product(stock=10**6), [system.customer().tokens["AccessToken"] for _ in range(CUSTOMERS)]
    pid = cloud.require(paths).pid
    tally = Tally(began=time.perf_counter() + WARM_UP)
    end = tally.began + SECONDS
    with screen.status("ordering"), ThreadPoolExecutor(CUSTOMERS + 1) as crowd:
        for token in tokens:
            crowd.submit(order_until, end, url, sku, token, tally)
        before, after = crowd.submit(_processor_seconds, pid, tally.began, end).result()
    orders = tally.statuses[201]
    cuts = statistics.quantiles(tally.seconds, n=20)
    worst = min(tally.by_second[second] for second in range(SECONDS))
    screen.print(
        f"{CUSTOMERS} customers, {SECONDS} s: {orders / SECONDS:.1f} orders a second, {worst} in the worst one"
    )
    screen.print(f"median {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms; statuses {dict(tally.statuses)}")
    cost = (after - before) / max(1, orders) * 1000
    screen.print(
        f"processor: {cost:.1f} ms an order, of the local cloud and its functions; load {os.getloadavg()[0]:.1f}"
    )


def order_until(end: float, url: str, sku: str, token: str, tally: Tally) -> None:
    """Place one order after another on one connection."""
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=30)
    body = dumps({"lines": [{"sku": sku, "quantity": 1}]})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    while (started := time.perf_counter()) < end:
        connection.request("POST", place.path, body, {**headers, "Idempotency-Key": str(uuid4())})
        response = connection.getresponse()
        response.read()
        tally.add(response.status, started, time.perf_counter())
        time.sleep(float(response.headers.get("Retry-After", 0)))


def _processor_seconds(pid: int, began: float, end: float) -> tuple[float, float]:
    """The processor time of the local cloud at the beginning and at the end of the measurement."""
    time.sleep(max(0, began - time.perf_counter()))
    before = _used_by(pid)
    time.sleep(max(0, end - time.perf_counter()))
    return before, _used_by(pid)


def _used_by(pid: int) -> float:
    """The processor time of a process and its children, also of those that have ended."""
    cloud_process = psutil.Process(pid)
    seconds = sum(cloud_process.cpu_times()[:4])
    for function in cloud_process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            seconds += sum(function.cpu_times()[:2])
    return seconds


if __name__ == "__main__":
    main()
