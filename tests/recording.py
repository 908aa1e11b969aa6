"""`pytest --record` writes how a run ended into docs/testing.md: `make test-all` does."""

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
    """A plugin of pytest: it knows when the run began, and writes when it ends."""

    def __init__(self, page: Path = PAGE) -> None:
        self._page, self._began = page, time.monotonic()

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Called once, in the process that started the others."""
        counts = {kind: len(terminalreporter.stats.get(kind, [])) for kind in ("passed", "failed", "error", "skipped")}
        text = words(sampling.commit(), counts, time.monotonic() - self._began)
        self._page.write_text(PLACE.sub(lambda _: text, self._page.read_text()))


def words(commit: str, counts: Mapping[str, int], seconds: float) -> str:
    """The result in a line."""
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, commit {commit[:10]}: {told} in {seconds / 60:.0f} minutes ({where}).\n"
