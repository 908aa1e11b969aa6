"""`souk logs`: the log lines of all functions and of the programs on this machine, merged."""

import time
from functools import partial
from typing import Annotated

import typer

from souk.cloud import log_endings
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
    trace: Annotated[str, typer.Option(help="Only this trace: the `X-Trace-Id` of a response.")] = "",
    until: Annotated[
        list[str] | None, typer.Option(metavar="FUNCTION", help="Follow until this function has logged. Repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The lines as they were written.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Show the log lines of all functions, merged."""
    environment = options.deployed(env, on_aws)
    function_logs.refuse_unknown(environment, service)
    since = int((time.time() - minutes * 60) * 1000)
    programs = no_others if on_aws else partial(log_lines.read, options.paths(), environment, service)
    if until:
        log_endings.refuse_unknown(environment, service, until)
    selection = (environment, service, since, programs, log_endings.trace_id(trace))
    if until:
        function_logs.show(log_endings.until(function_logs.follow(*selection), until), as_json)
    elif follow:
        function_logs.show(function_logs.follow(*selection), as_json)
    else:
        function_logs.show([function_logs.read(*selection)], as_json)
