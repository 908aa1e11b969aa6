"""The price of a front of operations for services: API Gateway by the request, a load balancer by the hour.

`python -m tests.bill.fronts` writes the table of docs/load-balancer.md.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench_cold import report
from tests.bill.prices import BALANCER_DATE, BALANCER_HOUR, CAPACITY_UNIT_HOUR, DATE, GB, MONTH_HOURS, PRICES

PAGE = Path(__file__).resolve().parents[2] / "docs/load-balancer.md"
CONNECTIONS_PER_UNIT = 25
"""New connections a second in a capacity unit."""
BYTES_PER_UNIT = 0.4 * GB
"""Bytes an hour in a capacity unit, of a Lambda target."""
BYTES = 4_000
"""Of a request and its response: signature, proof and two session tokens are most of it."""
RATES = (0, 1, 10, 100, 1_000)
"""Requests a second."""
HOUR_SECONDS = 3_600


def gateway(rate: float) -> float:
    """Dollars a month for so many requests a second, all month, through API Gateway."""
    return rate * HOUR_SECONDS * MONTH_HOURS * PRICES["requests to a REST API"].dollars


def balancer(rate: float) -> float:
    """The same through a load balancer, with a new connection for each request, which is the dearest case."""
    units = max(rate / CONNECTIONS_PER_UNIT, rate * HOUR_SECONDS * BYTES / BYTES_PER_UNIT)
    return MONTH_HOURS * (BALANCER_HOUR.dollars + units * CAPACITY_UNIT_HOUR.dollars)


def break_even() -> float:
    """The requests a second at which both cost the same. Both prices grow linearly, one from zero."""
    return balancer(0) / (gateway(1) - (balancer(1) - balancer(0)))


def text() -> str:
    """The table, and the sentence about it."""
    rates = sorted((*RATES, break_even()))
    rows = [[_number(rate), f"${gateway(rate):,.2f}", f"${balancer(rate):,.2f}"] for rate in rates]
    head = f"List prices in us-east-1: [API Gateway]({PRICES['requests to a REST API'].source}) as of {DATE}, "
    head += f"[load balancers]({BALANCER_HOUR.source}) as of {BALANCER_DATE}."
    table = report.table(["requests a second, all month", "API Gateway, a month", "load balancer, a month"], rows)
    months = break_even() * HOUR_SECONDS * MONTH_HOURS / 1e6
    return (
        f"{head}\n\n{table}\n\nThe load balancer is cheaper from {break_even():.1f} requests a second on, "
        f"{months:.1f} million a month.\n"
    )


def _number(rate: float) -> str:
    return f"{rate:,.1f}".removesuffix(".0")


def main() -> None:
    """Write the table into the page."""
    report.write(text(), "fronts", PAGE)


if __name__ == "__main__":
    main()
