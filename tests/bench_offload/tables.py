"""The bench's tables, in docs/updates.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench_cold.report import table
from tests.bench_offload.day import MINUTES, REGIONAL_CACHES, Fleet, Minute, longest_wait
from tests.bench_offload.deployed import Deployed
from tests.bench_offload.gadgets import LARGEST, RELEASES, SMALLEST
from tests.bench_offload.origin_log import KINDS, by_kind
from tests.bench_offload.prices import DATE, PRICES
from tests.bench_offload.scenarios import Result
from tests.bench_offload.system import Run

MB = 10**6


def counted(with_it: Run, without: Run, measured: str) -> str:
    """Requests at the origin with CloudFront and without."""
    offloaded, direct = by_kind(with_it.origin), by_kind(without.origin)
    rows = [
        [kind, f"{direct[kind]:,}", f"{offloaded[kind]:,}", share(direct[kind], offloaded[kind])]
        for kind in KINDS
        if direct[kind]
    ]
    requests = len(without.origin), len(with_it.origin)
    sizes = without.origin_size, with_it.origin_size
    seconds = without.origin_seconds, with_it.origin_seconds
    rows += [
        ["**all requests**", *(f"**{number:,}**" for number in requests), f"**{share(*requests)}**"],
        ["MB sent", *(f"{size / MB:,.0f}" for size in sizes), share(*sizes)],
        ["processor time of the server", *(f"{each:,.1f} s" for each in seconds), share(*seconds)],
    ]
    head = (
        f"{measured}: {with_it.gadgets:,} gadgets, {RELEASES} releases of {SMALLEST // 1000:,} kB to "
        f"{LARGEST / MB:.0f} MB, published in one process; {with_it.seconds:,.0f} s with CloudFront, "
        f"{without.seconds:,.0f} s without."
    )
    return f"{head}\n\n{table(['at the origin', 'without CloudFront', 'with', 'offloaded'], rows)}\n"


def share(before: float, after: float) -> str:
    """The part that is gone."""
    return f"{1 - after / before:.2%}"


def release_day(fleet: Fleet, results: Sequence[Result]) -> str:
    """The day's figures in each scenario, its bill, and the prices."""
    head = (
        f"{fleet.gadgets:,} gadgets check {fleet.checks_a_day} times a day; a release of "
        f"{fleet.firmware_bytes / MB:.0f} MB appears at {clock(fleet.release_at)}; CloudFront fetches from "
        f"{REGIONAL_CACHES} regional caches."
    )
    heads = ["a release day", *(result.scenario.name for result in results)]
    figures = {
        "requests at the origin": [f"{sum(minute.requests for minute in result.day):,.0f}" for result in results],
        "in the busiest minute": [f"{max(minute.requests for minute in result.day):,.0f}" for result in results],
        "GB sent by the origin": [
            f"{sum(minute.bytes_sent for minute in result.day) / 1e9:,.1f}" for result in results
        ],
        "instances at most": [str(max(minute.instances for minute in result.day)) for result in results],
        "instance-hours": [f"{sum(minute.instances for minute in result.day) / 60:,.0f}" for result in results],
        "downloads that wait, at most": [f"{max(each.waiting for each in result.day):,.0f}" for result in results],
        "longest wait": [waited(longest_wait(fleet, result.day)) for result in results],
        "all gadgets have it at": [complete(fleet, result.day) for result in results],
        "have it at midnight": [f"{result.day[-1].updated / fleet.gadgets:.0%}" for result in results],
    }
    bill = {f"{part}, $": [f"{result.dollars[part]:,.2f}" for result in results] for part in results[0].dollars}
    totals = ["**all, $**", *(f"**{sum(result.dollars.values()):,.2f}**" for result in results)]
    per_gadget = [
        "$ for 1,000 updated gadgets",
        *(f"{sum(result.dollars.values()) / result.day[-1].updated * 1000:.3f}" for result in results),
    ]
    rows = [[name, *cells] for name, cells in (figures | bill).items()]
    return "\n\n".join([head, table(heads, [*rows, totals, per_gadget]), prices()]) + "\n"


def complete(fleet: Fleet, day: Iterable[Minute]) -> str:
    """The time at which the last gadget has the release."""
    minutes = (number for number, minute in enumerate(day, 1) if minute.updated > fleet.gadgets - 1)
    return clock(next(minutes, MINUTES + 1))


def clock(minute: int) -> str:
    """A time of the day; after it "not that day"."""
    return f"{minute // 60}:{minute % 60:02}" if minute <= MINUTES else "not that day"


def waited(minutes: int | None) -> str:
    """A wait in words."""
    if minutes is None:
        return "beyond midnight"
    return f"{minutes} minutes" if minutes else "none"


def prices() -> str:
    """The prices that both bills use."""
    rows = [
        [f"[{price.unit}]({price.source})", f"${price.dollars:.4f}".rstrip("0").ljust(len("$0.00"), "0"), price.seen]
        for price in PRICES
    ]
    head = f"List prices in us-east-1 of {DATE}, without free tiers, and where they were looked up:"
    return f"{head}\n\n{table(['unit', 'dollars', 'source'], rows)}"


def at_rest(deployed: Deployed) -> str:
    """The bill of a month without downloads."""
    lines = sorted(deployed.at_rest(), key=lambda line: -line.dollars)
    total = sum(line.dollars for line in lines)
    rows = [[line.name, str(line.number), f"${line.dollars:.2f}"] for line in lines]
    return table(["line", "number", "a month"], [*rows, ["**all**", "", f"**${total:.2f}**"]]) + "\n"
