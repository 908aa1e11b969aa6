"""`make bench`: latencies and sizes of a running environment, from a user's point of view.

Absolute times depend on the machine; compare ratios within one run.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from souk.base import console
from souk.base.paths import find_paths
from souk.local import cloud, processes
from tests import bench_sdk
from tests.cloud import Cloud, Visitor, attach
from tests.waiting import eventually

SAMPLES = {"GET /products": 100, "POST /orders": 100, "order to mail": 20}


def main() -> None:
    """Measure, and print a table of the environment and one of the SDK."""
    paths = find_paths(os.environ)
    system = attach(paths.home, os.environ.get("SOUK_ENV", "dev"))
    customer, sku = system.signed_in(system.outputs.demo["customer"]), system.product(stock=10**6)
    customer.order(sku).raise_for_status()

    table = Table("operation", "samples", "min", "p50", "p95", "max", box=None)
    measured: dict[str, Callable[[], float]] = {
        "GET /products": lambda: _timed(lambda: customer.get("orders", "/products").raise_for_status()),
        "POST /orders": lambda: _timed(lambda: customer.order(sku).raise_for_status()),
        "order to mail": lambda: _to_mail(system, customer, sku),
    }
    screen = Console()
    with screen.status("measuring"):
        for name, measure in measured.items():
            _row(table, name, [measure() for _ in range(SAMPLES[name])])
        sdk = bench_sdk.table()
        order_id, token = customer.order(sku).json()["id"], customer.tokens["AccessToken"]
        bench_sdk.calls(sdk, "of the environment", system.outputs.apis["orders.v2"], order_id, token)
        with bench_sdk.loopback() as url:
            bench_sdk.calls(sdk, "of a loopback server", url, order_id, token)
        bench_sdk.starts(sdk)
    screen.print(table)
    screen.print(sdk)
    memory = processes.memory_bytes(processes.tree(cloud.require(paths).pid))
    screen.print(f"\nmemory of the local cloud and its functions: {console.size(memory)}")
    for service, size in _sizes(paths.build("core")).items():
        screen.print(f"artifact of {service}: {console.size(size)} unpacked")


def _timed(operation: Callable[[], object]) -> float:
    started = time.perf_counter()
    operation()
    return time.perf_counter() - started


def _to_mail(system: Cloud, customer: Visitor, sku: str) -> float:
    """Seconds from the request to the order's mail, polled every 20 ms."""
    started = time.perf_counter()
    order_id = customer.order(sku).json()["id"]
    eventually(lambda: any(order_id in mail["BodyText"] for mail in system.mails()), pause=0.02)
    return time.perf_counter() - started


def _row(table: Table, name: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=20)
    figures = (min(seconds), statistics.median(seconds), cuts[18], max(seconds))
    table.add_row(name, str(len(seconds)), *(f"{figure * 1000:.0f} ms" for figure in figures))


def _sizes(build: Path) -> dict[str, int]:
    """Bytes of each service's unpacked artifact."""
    return {
        folder.name: sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        for folder in sorted(build.rglob("*Http"))
    }


if __name__ == "__main__":
    main()
