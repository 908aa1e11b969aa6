"""`souk dev` as a process in a test's checkout."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from souk.dev.session import DEPLOYMENT_TIMEOUT
from tests.scaffold.checkouts import Checkout
from tests.waiting import eventually

READY = "Saved code runs at once"
SECONDS = 600


@dataclass
class Dev:
    """The process and its output."""

    process: subprocess.Popen[bytes]
    output_file: Path

    @property
    def output(self) -> str:
        return self.output_file.read_text()

    def shows(self, text: str, times: int = 1) -> str:
        """Wait for a text in the output; returns the last line that contains it."""
        eventually(lambda: self.output.count(text) >= times or (self._is_alive() and None), SECONDS)
        return next(line for line in reversed(self.output.splitlines()) if text in line)

    def end(self, by: signal.Signals) -> int:
        """Stop it by a signal; returns its exit code. If it hangs, the failure shows where."""
        self.process.send_signal(by)
        try:
            return self.process.wait(timeout=DEPLOYMENT_TIMEOUT + SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait()
            raise AssertionError(self.output) from None

    def _is_alive(self) -> bool:
        assert self.process.poll() is None, self.output
        return True


@contextmanager
def dev(checkout: Checkout, *options: str) -> Iterator[Dev]:
    """Run it until the block ends."""
    path = os.pathsep.join(str(checkout.root / folder) for folder in ("", "services", "sdk"))
    output_file = checkout.root.parent / "output"
    with output_file.open("wb") as output:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("souk"), "dev", *options],
            cwd=checkout.root,
            env={**os.environ, "PYTHONPATH": path, "SOUK_HOME": str(checkout.home), "PYTHONFAULTHANDLER": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        running = Dev(process, output_file)
        try:
            running.shows(READY)
            yield running
        finally:
            process.kill()
            process.wait()
