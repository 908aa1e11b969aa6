"""How a whole run ended, as docs/testing.md tells it."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from tests.recording import PAGE, PLACE, Recorder

BEFORE, AFTER = "# Testing\n\n<!-- test-all -->\n", "<!-- /test-all -->\n\nMore.\n"


def test_the_last_result_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "testing.md"
    page.write_text(f"{BEFORE}2 failed\n{AFTER}")
    ended = cast(Any, SimpleNamespace(stats={"passed": [object()] * 1200, "skipped": [object()]}))

    Recorder(page).pytest_terminal_summary(ended)

    text = page.read_text()
    assert text.startswith(BEFORE)
    assert text.endswith(AFTER)
    assert re.search(r"^\d{4}-\d\d-\d\d, commit \w*: 1,200 passed, 1 skipped in 0 minutes \(", text, re.MULTILINE)
    assert "failed" not in text


def test_the_page_has_a_place_for_it() -> None:
    assert PLACE.search(PAGE.read_text())
