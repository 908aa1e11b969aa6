"""What `souk dev` shows: its own lines among those of the functions."""

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
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.logs import Line
from souk.dev.warmup import REQUEST

NAME = "souk dev"


class Stream:
    """Its own lines, in the shape of the others."""

    def say(self, text: str) -> None:
        """Something happened."""
        self._print(text, "bold")

    def warn(self, text: str) -> None:
        """Something went wrong."""
        self._print(text, "bold red")

    def _print(self, text: str, style: str) -> None:
        moment = datetime.now().astimezone().strftime("%H:%M:%S.%f")[:-3]
        line = Text.assemble((moment, "dim"), "  ", (f"{NAME:<20}", "bold"), "  ", (text, style))
        screen.print(line, soft_wrap=True)
        sys.stdout.flush()


def follow_logs(aws: Aws, env: str, since: float, stop: threading.Event) -> None:
    """Show what the functions say from some second of Unix time on, until `stop` is set."""
    while not stop.is_set():
        try:
            logs.show(_worth_seeing(logs.follow(Environment(env, aws), None, int(since * 1000)), stop), as_json=False)
        except world():
            # The cloud is being stopped, or deployed to: whoever watches the saves tells.
            since = time.time()
            stop.wait(1)


def _worth_seeing(batches: Iterator[list[Line]], stop: threading.Event) -> Iterator[list[Line]]:
    for batch in batches:
        if stop.is_set():
            return
        yield [line for line in batch if (line.fields() or {}).get("request_id") != REQUEST]
