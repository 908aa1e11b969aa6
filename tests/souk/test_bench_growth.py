"""`make bench-growth` measures every case, and writes its table into the page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench_growth.run_case import CASES


def test_the_page_gets_a_row_for_each_case_that_was_measured(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("before\n<!-- bench-growth -->\nold\n<!-- /bench-growth -->\nafter\n")

    command = [
        sys.executable,
        "-m",
        "tests.bench_growth",
        "--size",
        "50",
        "--only",
        "dead letters",
        "--page",
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True)

    text = page.read_text()
    assert text.startswith("before\n<!-- bench-growth -->\n2")
    assert text.endswith("<!-- /bench-growth -->\nafter\n")
    assert "old" not in text
    assert [line.split(" | ")[0] for line in text.splitlines() if line.startswith("| ")][2:] == [
        "| list n dead letters",
        "| redrive n dead letters",
    ]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case(10).rows_read])
def test_no_work_reads_more_rows_for_an_item_when_there_are_more_items(name: str) -> None:
    rows = []
    for size in (300, 1500):
        prepared = CASES[name](size)
        prepared.run()
        assert prepared.rows_read
        rows.append(prepared.rows_read() / prepared.items)

    assert rows[1] <= rows[0] * 1.1
