"""The bench's tables, in docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests import sampling
from tests.bench_cold.measure import Bench, Measured, Variant

PAGE = Path(__file__).resolve().parents[2] / "docs/performance.md"
SLOWEST = 3
PACKAGES = 10
"""Of each of the slowest functions."""


def write(text: str, name: str, page: Path = PAGE) -> None:
    """Replace the tables of the page between the comments of this name."""
    place = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    page.write_text(place.sub(lambda _: text, page.read_text()))


def circumstances() -> str:
    """Date, commit and machine of a measurement."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, commit {sampling.commit()[:10]} ({machine})"


def text(bench: Bench, measured: str) -> str:
    """All tables, and the circumstances in which they were measured."""
    head = f"{measured}, {len(bench.bare.figures['cold'])} rounds."
    slowest = sorted(bench.cold, key=lambda variant: variant.median("cold"), reverse=True)
    by_code = {variant.process.handler: variant for variant in reversed(slowest)}
    sections = [
        head,
        "**Cold starts**, from the start of the process to the first answer:",
        _starts(bench),
        "**Requests**, once the function is warm:",
        _requests(bench.operations),
        "**Records**, in batches of ten:",
        _records(bench.batches),
        "**Imports** of the slowest functions, milliseconds by package:",
        _imports(bench, sorted(by_code.values(), key=slowest.index)[:SLOWEST]),
    ]
    return "\n\n".join(sections) + "\n"


def _starts(bench: Bench) -> str:
    counted = bool(bench.bare.instructions)
    heads = ["function", "x bare", "x tutorial", "cold", "import", "modules", "zip", "calls to AWS"]
    rows = []
    for variant in (bench.bare, bench.tutorial, *bench.cold):
        is_fixture = variant.process.handler in ("bare.handler", "tutorial.handler")
        scenario = variant.scenario
        row = [
            f"*{variant.name}*" if is_fixture else variant.name,
            f"{variant.ratio('cold', bench.bare):.2f}",
            f"{variant.ratio('cold', bench.tutorial):.2f}",
            _ms(variant.median("cold")),
            _ms(variant.median("import")),
            str(variant.modules),
            "" if is_fixture else f"{scenario.zip_bytes / 1e6:.1f} MB",
            _counts(scenario.actions),
        ]
        rows.append([*row, f"{variant.instructions / 1e6:,.0f} M"] if counted else row)
    return table([*heads, "instructions"] if counted else heads, rows)


def _requests(measured: Iterable[Measured]) -> str:
    heads = ["operation", "x bare", "x tutorial", "processor", "clock, x bare", "clock, x tutorial", "calls to AWS"]
    rows = []
    for each in measured:
        ours, bare, tutorial = each.ours, each.bare, each.tutorial
        assert tutorial
        processor, clock = (
            [f"{ours.ratio(name, other):.2f}" for other in (bare, tutorial)] for name in ("warm", "wall")
        )
        calls = _counts(ours.scenario.actions)
        rows.append([f"`{ours.name}`", *processor, _ms(ours.median("warm"), 2), *clock, calls])
    return table(heads, rows)


def _records(measured: Iterable[Measured]) -> str:
    heads = ["function", "x bare loop", "processor of a record", "clock, x bare loop", "calls to AWS of the batch"]
    rows = []
    for each in measured:
        processor, clock = (f"{each.ours.ratio(name, each.bare):.2f}" for name in ("warm", "wall"))
        milliseconds, calls = _ms(each.ours.median("warm"), 2), _counts(each.ours.scenario.actions)
        rows.append([each.ours.name, processor, milliseconds, clock, calls])
    return table(heads, rows)


def _imports(bench: Bench, variants: Sequence[Variant]) -> str:
    columns = [bench.imports(variant)[:PACKAGES] for variant in variants]
    rows = [[f"{name} {seconds * 1000:.0f}" for name, seconds in row] for row in zip(*columns, strict=False)]
    return table([variant.name for variant in variants], rows)


def _counts(actions: Iterable[str]) -> str:
    counts = Counter(actions)
    return ", ".join(f"{number} {action}" if number > 1 else action for action, number in counts.items())


def _ms(seconds: float, digits: int = 0) -> str:
    return f"{seconds * 1000:.{digits}f} ms"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
