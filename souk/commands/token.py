"""`souk token`: an access token of a demo user."""

import sys
from typing import Annotated, Literal

import typer

from souk.cloud import demo_users
from souk.commands import options
from souk.commands.options import Env, OnAws


def token(
    env: Env = "dev",
    role: Annotated[Literal["customer", "staff"], typer.Option("--as", help="The demo user.")] = "customer",
    on_aws: OnAws = False,
) -> None:
    """Print an access token and nothing else."""
    sys.stdout.write(demo_users.access_token(options.environment(env, on_aws), role) + "\n")
