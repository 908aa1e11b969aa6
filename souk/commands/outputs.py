"""`souk outputs`: the addresses and names of an environment, for people, programs and shells."""

import sys
from dataclasses import replace
from typing import Annotated

import typer
from rich.markup import escape

from souk.base import console
from souk.cloud import shell_variables
from souk.cloud.distributions import DISTRIBUTION
from souk.cloud.outputs import write_environment_file
from souk.cloud.sam_env import env_json
from souk.commands import options
from souk.commands.options import AsJson, Env, OnAws, paths
from souk.local import edge_addresses, edge_process


def outputs(
    env: Env = "dev",
    as_json: AsJson = False,
    env_vars: Annotated[
        bool, typer.Option("--env-vars", help="The functions' variables, as `sam local --env-vars` reads them.")
    ] = False,
    shell: Annotated[
        bool, typer.Option("--shell", help="Variables for a shell, the AWS CLI and other tools: `eval` them.")
    ] = False,
    on_aws: OnAws = False,
) -> None:
    """Print an environment's addresses and names; save them for SDKs."""
    environment = options.deployed(env, on_aws)
    if env_vars:
        console.print_json(env_json(environment))
        return
    facts = replace(edge_addresses.outputs(paths(), environment), demo=environment.demo_users)
    write_environment_file(paths(), facts)
    if shell:
        sys.stdout.write(shell_variables.as_script(facts))
    elif as_json:
        console.print_json(facts.as_json())
    else:
        console.heading("souk outputs", env)
        for name, value in facts.as_lines():
            console.screen.print(f"  [dim]{name:<22}[/]{escape(value)}", soft_wrap=True)
        has_distribution = any(resource.type == DISTRIBUTION for resource in environment.resources)
        if has_distribution and not on_aws and edge_process.running(paths()) is None:
            console.screen.print("\n  The edge is not running: `souk up` starts it.")
        console.screen.print()
