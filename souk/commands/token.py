"""`souk token`: an access token of one of the demo people."""

import sys
from typing import Annotated, Literal

import typer

from souk.cloud import demo_users, outputs
from souk.commands.options import Env, OnAws, chosen


def token(
    env: Env = "dev",
    role: Annotated[Literal["customer", "staff"], typer.Option("--as", help="Who signs in.")] = "customer",
    on_aws: OnAws = False,
) -> None:
    """Print an access token, and nothing else."""
    aws = chosen(on_aws)
    facts = outputs.read(aws, env, demo_users.known(aws, env))
    sys.stdout.write(demo_users.access_token(aws, facts, role) + "\n")
