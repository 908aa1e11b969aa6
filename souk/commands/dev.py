"""The command `souk dev`: until Ctrl-C, what is saved runs."""

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
from souk.cloud import stack
from souk.cloud.clients import local_aws
from souk.commands.options import Env, places
from souk.deploy import deploy
from souk.local import cloud

Debug = Annotated[
    list[str] | None,
    typer.Option("--debug", metavar="FUNCTION[:PORT]", help="Let a debugger into this function. May repeat."),
]


def dev(env: Env = "dev", debug: Debug = None) -> None:
    """Run what is saved, within two seconds, in the functions it belongs to; show all logs. Ctrl-C ends it."""
    # Watches files and builds, which no other command does.
    from souk.dev.output import follow_logs
    from souk.dev.session import FOLDERS, Session
    from souk.dev.watcher import watching

    here = places()
    local = cloud.require(here)
    aws = local_aws(local.endpoint_url)
    stack.require(aws, env)
    folders = [here.root / folder for folder in FOLDERS]
    # Watched from now on: what is saved while it begins is seen, too.
    with only_dev(here, env), stopped_by_signals() as stop, watching(folders, stop) as saves:
        heading("souk dev", env)
        session = Session(here, aws, deploy.Deployment(here, env, local.endpoint_url), debug or [])
        try:
            began = time.time()
            session.begin()
            threading.Thread(target=follow_logs, args=(aws, env, began, stop), daemon=True).start()
            while not stop.is_set():
                session.turn(saves.next(session.patience))
        finally:
            session.end()


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Set by Ctrl-C and SIGTERM; the second one ends at once."""
    stop = threading.Event()
    asked = signal.SIGINT, signal.SIGTERM
    before = [signal.getsignal(one) for one in asked]

    def on_signal(_number: int, _frame: object) -> None:
        stop.set()
        for one, handler in zip(asked, before, strict=True):
            signal.signal(one, handler)

    for one in asked:
        signal.signal(one, on_signal)
    try:
        yield stop
    finally:
        stop.set()
        for one, handler in zip(asked, before, strict=True):
            signal.signal(one, handler)
