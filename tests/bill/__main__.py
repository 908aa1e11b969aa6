"""`make bill`: the dollars of a million orders on AWS, line by line, counted on a local cloud.

It starts its own local cloud, and writes its tables into docs/performance.md, and the prices of the two fronts
into docs/load-balancer.md.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rich.console import Console

from souk.base.paths import find_paths
from souk.deploy import template
from tests.bench_cold import report
from tests.bill import fronts, tape, usage
from tests.bill.prices import DATE, IDLE, PRICES, QUOTAS, Quota

RATES = (10, 1_000)
"""Orders a second."""
MONTH_SECONDS = 30 * 86_400


def main() -> None:
    """Record, write the page and print it."""
    screen, measured = Console(highlight=False), report.circumstances()
    with tempfile.TemporaryDirectory(prefix="souk-bill-") as home, screen.status("recording orders on a local cloud"):
        recording = tape.record(Path(home) / "home")
    text = bill(recording, measured)
    report.write(text, "bill")
    fronts.main()
    screen.print(text, soft_wrap=True)


def bill(recording: tape.Recording, measured: str) -> str:
    """All tables, and the circumstances of the recording."""
    units, limited = usage.billed(recording), usage.limited(recording)
    dollars = {unit: count * PRICES[unit].dollars * 1e6 for unit, count in units.items()}
    total = sum(dollars.values())
    shares = ", ".join(f"{unit} ({dollars[unit] / total:.0%})" for unit in _dearest(dollars)[:3])
    sections = [
        f"{measured}, {recording.orders} orders. List prices in us-east-1 of {DATE}, without free tiers.",
        "**A million orders**, each of one line, from `POST /orders` to the mail:",
        _lines(units, dollars, total),
        f"The dearest lines: {shares}.",
        "**A month without orders**:",
        _idle(),
        "**Growth**, with the quotas of a new account:",
        _quotas(limited),
        *(_at(rate, total, limited) for rate in RATES),
    ]
    return "\n\n".join(sections) + "\n"


def _lines(units: dict[str, float], dollars: dict[str, float], total: float) -> str:
    rows = [
        [f"[{PRICES[unit].service}]({PRICES[unit].source})", unit, _number(units[unit]), f"${dollars[unit]:.2f}"]
        for unit in _dearest(dollars)
        if units[unit]
    ]
    rows.append(["**all**", "", "", f"**${total:.2f}**"])
    return report.table(["service", "unit", "of one order", "a million orders"], rows)


def _dearest(dollars: dict[str, float]) -> list[str]:
    return sorted(dollars, key=lambda unit: -dollars[unit])


def _idle() -> str:
    resources = template.resources(template.read(find_paths(os.environ).root))
    types = [resource["Type"] for resource in resources.values()]
    counts = {
        "Kinesis": 1,
        "CloudWatch": types.count("AWS::CloudWatch::Alarm"),
        "SQS": types.count("AWS::SNS::Subscription"),
        "Lambda": sum(name.endswith("Sweeper") for name in resources),
    }
    dollars = {line: price * counts[line.partition(":")[0]] for line, price in IDLE.items()}
    rows = [[line, str(counts[line.partition(":")[0]]), f"${amount:.2f}"] for line, amount in dollars.items()]
    rows.append(["**all**", "", f"**${sum(dollars.values()):.2f}**"])
    return report.table(["line", "number", "a month"], rows)


def _quotas(units: dict[str, float]) -> str:
    rows = [
        [
            quota.name,
            f"{quota.per_second:,.1f}/s",
            _number(units[quota.unit]),
            _number(_breaks_at(quota, units)),
            quota.change,
        ]
        for quota in sorted(QUOTAS, key=lambda quota: _breaks_at(quota, units))
    ]
    return report.table(["quota", "limit", "of one order", "reached at orders/s", "change"], rows)


def _at(rate: int, total: float, units: dict[str, float]) -> str:
    """The costs of a month, and the quotas that break."""
    broken = sorted((quota for quota in QUOTAS if _breaks_at(quota, units) < rate), key=lambda q: _breaks_at(q, units))
    limits = "; ".join(quota.name for quota in broken) or "none"
    cost = total / 1e6 * rate * MONTH_SECONDS
    return (
        f"At {rate:,} orders a second, a month costs ${cost:,.0f} beside the fixed lines. Quotas that break: {limits}."
    )


def _breaks_at(quota: Quota, units: dict[str, float]) -> float:
    used = units[quota.unit]
    return quota.per_second / used if used else float("inf")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
