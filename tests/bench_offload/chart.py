"""The bench's charts as SVG: colours that are legible on white and on black, since a picture doesn't know its page."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from tests.bench_offload.day import MINUTES, Fleet, Minute
from tests.bench_offload.origin_log import KINDS, by_kind
from tests.bench_offload.scenarios import Result
from tests.bench_offload.system import Run

WIDTH, LEFT, RIGHT, HEIGHT, GAP = 760, 64, 16, 150, 62
TEXT, GRID = "#768390", "#76839040"
COLOURS = ("#2f81f7", "#db6d28", "#a371f7")
DASHES = ("", "", "6 4")
STEP_MINUTES = 5
"""Between two points of a line."""


def counted(with_it: Run, without: Run) -> str:
    """Requests at the origin, by kind: a pair of bars on a logarithmic scale."""
    pairs = [(kind, by_kind(without.origin)[kind], by_kind(with_it.origin)[kind]) for kind in KINDS]
    left, row, top = 210, 44, 64
    scale = (WIDTH - left - 90) / math.log10(max(10, *(before for _, before, _ in pairs)))
    parts = [
        text(LEFT - 48, 20, f"Requests at the origin for {with_it.gadgets:,} downloads, counted", bold=True),
        legend(34, [("without CloudFront", COLOURS[1], ""), ("with CloudFront", COLOURS[0], "")]),
    ]
    for number, (kind, *counts) in enumerate(pairs):
        y = top + number * row
        parts.append(text(left - 10, y + 21, kind, anchor="end"))
        for offset, count, colour in zip((0, 16), counts, (COLOURS[1], COLOURS[0]), strict=True):
            # The scale begins at 1: one request needs a bar, too.
            width = 3 + scale * math.log10(max(1, count))
            parts.append(f'<rect x="{left}" y="{y + offset}" width="{width:.0f}" height="13" fill="{colour}"/>')
            parts.append(text(left + width + 6, y + offset + 11, f"{count:,}"))
    return svg(top + len(pairs) * row, "Requests at the origin with CloudFront and without", parts)


def release_day(fleet: Fleet, results: Sequence[Result]) -> str:
    """Three charts of the day, one below the other."""
    panels: list[tuple[str, Callable[[Minute], float]]] = [
        ("Requests a minute at the origin", lambda minute: minute.requests),
        ("Instances", lambda minute: minute.instances),
        ("Gadgets that have the release, %", lambda minute: minute.updated / fleet.gadgets * 100),
    ]
    names = [result.scenario.name for result in results]
    parts = [legend(16, [*zip(names, COLOURS, DASHES, strict=True)])]
    for number, (title, value) in enumerate(panels):
        top = 66 + number * (HEIGHT + GAP)
        lines = [[value(minute) for minute in result.day] for result in results]
        parts += panel(top, title, lines)
    return svg(66 + len(panels) * (HEIGHT + GAP) - 16, "A release day with CloudFront and without", parts)


def panel(top: int, title: str, lines: Sequence[Sequence[float]]) -> list[str]:
    """A chart over the hours of the day."""
    ticks = nice(max(max(line) for line in lines))
    width = WIDTH - LEFT - RIGHT
    parts = [text(LEFT - 48, top - 14, title, bold=True)]
    for tick in ticks:
        y = top + HEIGHT * (1 - tick / ticks[-1])
        parts.append(f'<path d="M{LEFT} {y:.0f}h{width}" stroke="{GRID}"/>')
        parts.append(text(LEFT - 8, y + 4, f"{tick:,.0f}", anchor="end"))
    parts += [
        text(LEFT + width * hour / 24, top + HEIGHT + 18, f"{hour}:00", anchor="middle") for hour in range(0, 24, 3)
    ]
    # The most important line is drawn last.
    for line, colour, dash in reversed([*zip(lines, COLOURS, DASHES, strict=True)]):
        points = [
            f"{LEFT + width * minute / MINUTES:.1f} {top + HEIGHT * (1 - line[minute] / ticks[-1]):.1f}"
            for minute in [*range(0, MINUTES, STEP_MINUTES), MINUTES - 1]
        ]
        style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}" stroke-linejoin="round"'
        parts.append(f'<path d="M{"L".join(points)}" {style}/>')
    return parts


def nice(highest: float) -> list[float]:
    """Ticks from 0 to the first round number that isn't lower."""
    step = 10.0 ** math.floor(math.log10(highest / 4))
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if step * factor * 4 >= highest)
    return [step * number for number in range(math.ceil(highest / step) + 1)]


def legend(y: int, entries: Sequence[tuple[str, str, str]]) -> str:
    """Names of lines, side by side."""
    parts, x = [], LEFT - 48
    for name, colour, dash in entries:
        parts.append(f'<path d="M{x} {y}h24" stroke="{colour}" stroke-width="4" stroke-dasharray="{dash}"/>')
        parts.append(text(x + 32, y + 4, name))
        x += 70 + 7 * len(name)
    return "".join(parts)


def text(x: float, y: float, content: str, anchor: str = "start", bold: bool = False) -> str:
    """A line of text."""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"{weight}>{escape(content)}</text>'


def svg(height: int, title: str, parts: Sequence[str]) -> str:
    """A picture with a transparent background."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="13" fill="{TEXT}">'
    )
    return "\n".join([head, f"<title>{escape(title)}</title>", *parts, "</svg>\n"])
