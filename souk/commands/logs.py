"""`souk logs`: what the functions say, merged."""

import time
from typing import Annotated

import typer

from souk.cloud import logs as of_functions
from souk.cloud import stack
from souk.commands.options import Env, OnAws, chosen


def logs(
    env: Env = "dev",
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as lines come, until Ctrl-C.")] = False,
    service: Annotated[str | None, typer.Option(help="Only this service's functions.")] = None,
    minutes: Annotated[float, typer.Option(help="How far back to begin.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="The lines as they were written.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Show what the functions say, merged."""
    aws = chosen(on_aws)
    stack.require(aws, env)
    of_functions.refuse_unknown(aws, env, service)
    since = int((time.time() - minutes * 60) * 1000)
    batches = of_functions.follow(aws, env, service, since) if follow else [of_functions.read(aws, env, service, since)]
    of_functions.show(batches, as_json)
