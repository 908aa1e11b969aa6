"""The options that several commands share, and the environment and cloud that they select."""

import os
from typing import Annotated

import typer

from souk.base.errors import SoukError
from souk.base.paths import Paths, find_paths
from souk.cloud.clients import Aws, local_aws, real_aws
from souk.cloud.environment import Environment
from souk.cloud.naming import environment_name
from souk.local import cloud

Env = Annotated[str, typer.Option("--env", "-e", envvar="SOUK_ENV", callback=environment_name, help="The environment.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; fail if a file is stale.")]
OnAws = Annotated[bool, typer.Option("--aws", help="An environment on AWS, with your own credentials.")]


def paths() -> Paths:
    """The paths of the checkout and its state."""
    return find_paths(os.environ)


def local() -> Aws:
    """The clients of the local cloud, which must be running."""
    return local_aws(cloud.require(paths()).endpoint_url)


def chosen(on_aws: bool) -> Aws:
    """The clients of AWS or of the local cloud."""
    return real_aws() if on_aws else local()


def environment(name: str, on_aws: bool = False) -> Environment:
    """The environment that `--env` and `--aws` select. Nothing is looked up yet."""
    return Environment(name, chosen(on_aws))


def deployed(name: str, on_aws: bool = False) -> Environment:
    """The same. Raises SoukError unless its deployment is complete."""
    selected = environment(name, on_aws)
    selected.require_stack()
    return selected


def refuse_stale(what: str, stale: list[str]) -> None:
    """End the command, with an error if files are stale."""
    if stale:
        raise SoukError("\n".join([f"{what}: {len(stale)} stale", *stale]), f"run `make {what}`")
    raise typer.Exit
