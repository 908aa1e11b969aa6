"""`souk logs`: the log lines of all functions and of the programs on this machine, merged."""

import time
from functools import partial
from typing import Annotated

import typer

from souk.cloud import logs as function_logs
from souk.cloud.logs import no_others
from souk.commands import options
from souk.commands.options import Env, OnAws
from souk.programs import log_lines


def logs(
    env: Env = "dev",
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Show new lines as they arrive, until Ctrl-C.")
    ] = False,
    service: Annotated[str | None, typer.Option(help="Only this service, or the program of this application.")] = None,
    minutes: Annotated[float, typer.Option(help="Start this many minutes ago.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="The lines as they were written.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Show the log lines of all functions, merged."""
    environment = options.deployed(env, on_aws)
    function_logs.refuse_unknown(environment, service)
    since = int((time.time() - minutes * 60) * 1000)
    programs = no_others if on_aws else partial(log_lines.read, options.paths(), environment, service)
    if follow:
        function_logs.show(function_logs.follow(environment, service, since, programs), as_json)
    else:
        function_logs.show([function_logs.read(environment, service, since, programs)], as_json)
