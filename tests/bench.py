"""`make bench`: the figures of a running environment, measured as its users would feel them.

Absolute times belong to the machine they were measured on; compare ratios within one run.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from souk.base import console
from souk.base.paths import find_places
from souk.cloud.outputs import Outputs, Person
from souk.local import cloud, processes
from tests import bench_sdk
from tests.cloud import Cloud, Visitor, souk
from tests.waiting import eventually

SAMPLES = {"GET /products": 100, "POST /orders": 100, "order to mail": 20}


def main() -> None:
    """Measure, and print one table; a second one for what the SDK costs."""
    places = find_places(os.environ)
    told = json.loads(souk(places.home, "outputs", "--json").stdout)
    people = {role: Person(**person) for role, person in told["demo"].items()}
    system = Cloud(places.home, Outputs(**{**told, "demo": people}))
    customer, sku = system.signed_in(people["customer"]), system.product(stock=10**6)
    customer.order(sku).raise_for_status()

    table = Table("what", "samples", "min", "p50", "p95", "max", box=None)
    measured: dict[str, Callable[[], float]] = {
        "GET /products": lambda: _timed(lambda: customer.get("orders", "/products").raise_for_status()),
        "POST /orders": lambda: _timed(lambda: customer.order(sku).raise_for_status()),
        "order to mail": lambda: _to_mail(system, customer, sku),
    }
    screen = Console()
    with screen.status("measuring"):
        for what, measure in measured.items():
            _row(table, what, [measure() for _ in range(SAMPLES[what])])
        sdk = bench_sdk.table()
        order_id, token = customer.order(sku).json()["id"], customer.tokens["AccessToken"]
        bench_sdk.calls(sdk, "of the environment", system.outputs.apis["orders.v2"], order_id, token)
        with bench_sdk.loopback() as url:
            bench_sdk.calls(sdk, "of a loopback server", url, order_id, token)
        bench_sdk.starts(sdk)
    screen.print(table)
    screen.print(sdk)
    memory = processes.memory_bytes(processes.tree(cloud.require(places).pid))
    screen.print(f"\nmemory of the local cloud and its functions: {console.size(memory)}")
    for service, size in _sizes(places.build).items():
        screen.print(f"artifact of {service}: {console.size(size)} unpacked")


def _timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _to_mail(system: Cloud, customer: Visitor, sku: str) -> float:
    """Seconds from sending the order to its mail in the outbox; looks every 20 ms."""
    started = time.perf_counter()
    order_id = customer.order(sku).json()["id"]
    eventually(lambda: any(order_id in mail["BodyText"] for mail in system.mails()), pause=0.02)
    return time.perf_counter() - started


def _row(table: Table, what: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=20)
    figures = (min(seconds), statistics.median(seconds), cuts[18], max(seconds))
    table.add_row(what, str(len(seconds)), *(f"{figure * 1000:.0f} ms" for figure in figures))


def _sizes(build: Path) -> dict[str, int]:
    """Bytes of what each service's functions ship, unpacked."""
    return {
        folder.name: sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        for folder in sorted(build.rglob("*Http"))
    }


if __name__ == "__main__":
    main()
