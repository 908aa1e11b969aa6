"""The output of `souk dev`: its own lines between those of the functions."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime

from rich.text import Text

from souk.base.console import screen
from souk.base.error_handling import world
from souk.cloud import logs
from souk.cloud.environment import Environment
from souk.cloud.logs import Line
from souk.dev.warmup import REQUEST_ID

NAME = "souk dev"


class DevConsole:
    """Prints lines in the format of the functions' logs."""

    def info(self, text: str) -> None:
        self._print(text, "bold")

    def warn(self, text: str) -> None:
        self._print(text, "bold red")

    def _print(self, text: str, style: str) -> None:
        moment = datetime.now().astimezone().strftime("%H:%M:%S.%f")[:-3]
        line = Text.assemble((moment, "dim"), "  ", (f"{NAME:<20}", "bold"), "  ", (text, style))
        screen.print(line, soft_wrap=True)
        sys.stdout.flush()


def follow_logs(environment: Environment, since: float, stop: threading.Event) -> None:
    """Print the functions' logs from a Unix time on, until `stop` is set."""
    while not stop.is_set():
        try:
            lines = logs.follow(environment, None, int(since * 1000))
            logs.show(_without_warmups(lines, stop), as_json=False)
        except world():
            # The cloud is stopping or being deployed to; the session reports it.
            since = time.time()
            stop.wait(1)


def _without_warmups(batches: Iterator[list[Line]], stop: threading.Event) -> Iterator[list[Line]]:
    for batch in batches:
        if stop.is_set():
            return
        yield [line for line in batch if (line.fields() or {}).get("request_id") != REQUEST_ID]
