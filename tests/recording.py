"""`pytest --record` writes the result of a run into docs/testing.md, for `make test-all`."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from _pytest.terminal import TerminalReporter

from tests import sampling

PAGE = sampling.ROOT / "docs/testing.md"
PLACE = re.compile(r"(?<=<!-- test-all -->\n).*?(?=<!-- /test-all -->)", re.DOTALL)


class Recorder:
    """A pytest plugin that measures the run and writes its result."""

    def __init__(self, page: Path = PAGE) -> None:
        self._page, self._began = page, time.monotonic()

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Called once, in the main process."""
        counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in ("passed", "failed", "error", "skipped")}
        text = summary(sampling.commit(), counts, time.monotonic() - self._began)
        self._page.write_text(PLACE.sub(lambda _: text, self._page.read_text()))


def summary(commit: str, counts: Mapping[str, int], seconds: float) -> str:
    """The result in a line."""
    results = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, commit {commit[:10]}: {results} in {seconds / 60:.0f} minutes ({machine}).\n"
