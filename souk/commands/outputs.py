"""`souk outputs`: the addresses and names of an environment, for people, programs and shells."""

import sys
from typing import Annotated

import typer
from rich.markup import escape

from souk.base import console
from souk.cloud import demo_users, shell_variables
from souk.cloud.outputs import as_lines, describe, read
from souk.cloud.sam_env import as_containers_see_them
from souk.commands.options import AsJson, Env, OnAws, chosen, places


def outputs(
    env: Env = "dev",
    as_json: AsJson = False,
    env_vars: Annotated[
        bool, typer.Option("--env-vars", help="The functions' variables, as `sam local --env-vars` takes them.")
    ] = False,
    shell: Annotated[
        bool, typer.Option("--shell", help="Variables for a shell, its AWS CLI and other tools: `eval` them.")
    ] = False,
    on_aws: OnAws = False,
) -> None:
    """Print the addresses and names of an environment, and note them down for the SDKs."""
    aws = chosen(on_aws)
    if env_vars:
        console.print_json(as_containers_see_them(aws, env))
        return
    facts = read(aws, env, demo_users.known(aws, env))
    describe(places(), facts)
    if shell:
        sys.stdout.write(shell_variables.as_script(facts))
    elif as_json:
        console.print_json(facts.as_json())
    else:
        console.heading("souk outputs", env)
        for name, value in as_lines(facts):
            console.screen.print(f"  [dim]{name:<22}[/]{escape(value)}", soft_wrap=True)
        console.screen.print()
