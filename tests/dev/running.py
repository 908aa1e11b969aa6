"""`souk dev` at work in a checkout of a test's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from souk.dev.session import WHILE_DEPLOYED
from tests.scaffold.checkouts import Checkout
from tests.waiting import eventually

READY = "Save, and it runs"
SECONDS = 600


@dataclass
class Dev:
    """The command, and what it has shown."""

    process: subprocess.Popen[bytes]
    shown_in: Path

    @property
    def shown(self) -> str:
        return self.shown_in.read_text()

    def shows(self, text: str, times: int = 1) -> str:
        """Wait until it has shown something; answers the last line that holds it."""
        eventually(lambda: self.shown.count(text) >= times or (self._is_alive() and None), SECONDS)
        return next(line for line in reversed(self.shown.splitlines()) if text in line)

    def end(self, by: signal.Signals) -> int:
        """End it; answers its exit code. One that hangs tells where."""
        self.process.send_signal(by)
        try:
            return self.process.wait(timeout=WHILE_DEPLOYED + SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait()
            raise AssertionError(self.shown) from None

    def _is_alive(self) -> bool:
        assert self.process.poll() is None, self.shown
        return True


@contextmanager
def dev(checkout: Checkout, *options: str) -> Iterator[Dev]:
    """Run it until the block ends."""
    there = os.pathsep.join(str(checkout.root / folder) for folder in ("", "services", "sdk"))
    shown_in = checkout.root.parent / "shown"
    with shown_in.open("wb") as output:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("souk"), "dev", *options],
            cwd=checkout.root,
            env={**os.environ, "PYTHONPATH": there, "SOUK_HOME": str(checkout.home), "PYTHONFAULTHANDLER": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        running = Dev(process, shown_in)
        try:
            running.shows(READY)
            yield running
        finally:
            process.kill()
            process.wait()
