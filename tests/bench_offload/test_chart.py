"""The charts are pictures that show every scenario."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from souk.base.paths import find_paths
from tests.bench_offload import chart, scenarios, tables
from tests.bench_offload.day import MINUTES, Fleet
from tests.bench_offload.origin_log import Request
from tests.bench_offload.system import Run

PATHS = ("/metadata/2.root.json", "/metadata/timestamp.json", "/metadata/1.snapshot.json", "/metadata/1.targets.json")


def run(firmware: int, metadata: int) -> Run:
    paths = [*PATHS * metadata, *["/targets/0a.model"] * firmware]
    return Run(1000, 5000, 10**9, [Request(0, path, 10**5) for path in paths], 1.5, 60)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  our own


def texts(svg: str) -> str:
    return " ".join(parsed(svg).itertext())


def test_the_release_day_names_its_scenarios_and_hours() -> None:
    results = scenarios.results(find_paths({}).root, Fleet())
    picture = texts(chart.release_day(Fleet(), results))

    assert all(result.scenario.name in picture for result in results)
    assert {"Instances", "9:00", "21:00"} <= {*re.split(r"\s{1,}", picture)}


def test_lines_stay_within_the_picture() -> None:
    root = parsed(chart.release_day(Fleet(), scenarios.results(find_paths({}).root, Fleet())))
    numbers = [
        (float(x), float(y))
        for path in root.iter("{http://www.w3.org/2000/svg}path")
        for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", path.attrib["d"])
    ]

    assert len(numbers) > 3 * 3 * MINUTES / chart.STEP_MINUTES
    assert max(x for x, _ in numbers) <= float(root.attrib["width"])
    assert 0 <= min(y for _, y in numbers) <= max(y for _, y in numbers) <= float(root.attrib["height"])


def test_counted_requests_stand_beside_their_bars() -> None:
    picture = texts(chart.counted(run(firmware=198, metadata=3), run(firmware=1000, metadata=1000)))

    assert "198" in picture
    assert "1,000" in picture
    assert "timestamp" in picture


@pytest.mark.parametrize(("highest", "last"), [(13_889, 15_000), (40, 40), (100, 100), (3, 3), (0.7, 0.8)])
def test_an_axis_ends_at_a_round_number(highest: float, last: float) -> None:
    ticks = chart.nice(highest)

    assert ticks[-1] == pytest.approx(last)
    assert 3 <= len(ticks) <= 6


def test_the_table_says_how_much_is_kept_from_the_origin() -> None:
    table = tables.counted(run(firmware=20, metadata=1), run(firmware=1000, metadata=1000), "today")

    assert "| firmware | 1,000 | 20 | 98.00% |" in table
    assert "| **all requests** | **5,000** | **24** | **99.52%** |" in table


def test_a_day_that_ends_too_early_says_so() -> None:
    assert [tables.clock(minute) for minute in (540, 1440, 1441)] == ["9:00", "24:00", "not that day"]
