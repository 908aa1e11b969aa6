"""`souk dev`: run saved code in the local cloud until Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from souk.base.console import heading
from souk.base.lock import only_dev
from souk.commands.options import Env, deployed, paths
from souk.deploy import applications

Debug = Annotated[
    list[str] | None,
    typer.Option("--debug", metavar="FUNCTION[:PORT]", help="Debug this function. May repeat."),
]


def dev(env: Env = "dev", debug: Debug = None) -> None:
    """Run saved code within two seconds, and show all logs. Ctrl-C to stop."""
    # Imports a file watcher and a build, which no other command needs.
    from souk.dev.output import follow_logs
    from souk.dev.session import FOLDERS, Session
    from souk.dev.watcher import watching

    here = paths()
    environment = deployed(env)
    folders = [here.root / folder for folder in FOLDERS]
    # Watched from here on, so that saves during the start count, too.
    with only_dev(here, env), stopped_by_signals() as stop, watching(folders, stop) as watcher:
        heading("souk dev", env)
        session = Session(here, environment, applications.every(here.root), debug or [])
        try:
            started_at = time.time()
            session.begin()
            threading.Thread(target=follow_logs, args=(environment, started_at, stop), daemon=True).start()
            while not stop.is_set():
                session.turn(watcher.next(session.timeout))
        finally:
            session.end()


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; the second signal kills."""
    stop = threading.Event()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(_number: int, _frame: object) -> None:
        stop.set()
        restore()

    def restore() -> None:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    for number in handlers:
        signal.signal(number, on_signal)
    try:
        yield stop
    finally:
        stop.set()
        restore()
