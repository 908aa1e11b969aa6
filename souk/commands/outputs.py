"""`souk outputs`: the addresses and names of an environment, for people, programs and shells."""

import sys
from dataclasses import replace
from typing import Annotated

import typer
from rich.markup import escape

from souk.base import console
from souk.cloud import distributions, shell_variables
from souk.cloud.distributions import Distribution
from souk.cloud.outputs import write_environment_file
from souk.cloud.sam_env import env_json
from souk.commands import options
from souk.commands.options import AsJson, Env, OnAws, paths
from souk.local import edge_process
from souk.local.edge_process import EdgeProcess


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
    edge = None if on_aws else edge_process.running(paths())
    certificate = str(edge_process.certificate_file(paths()))
    deployed = distributions.find(environment)
    facts = replace(environment.outputs, demo=environment.demo_users)
    facts = distributions.with_addresses(
        facts, [(each, on_aws_addresses(each) if on_aws else addresses(each, edge, certificate)) for each in deployed]
    )
    write_environment_file(paths(), facts)
    if shell:
        sys.stdout.write(shell_variables.as_script(facts))
    elif as_json:
        console.print_json(facts.as_json())
    else:
        console.heading("souk outputs", env)
        for name, value in facts.as_lines():
            console.screen.print(f"  [dim]{name:<22}[/]{escape(value)}", soft_wrap=True)
        if deployed and not (edge or on_aws):
            console.screen.print("\n  The edge is not running: `souk up` starts it.")
        console.screen.print()


def on_aws_addresses(distribution: Distribution) -> dict[str, str]:
    """A distribution's own domain."""
    return {"domain": distribution.domain, "url": f"https://{distribution.domain}"}


def addresses(distribution: Distribution, edge: EdgeProcess | None, certificate: str) -> dict[str, str]:
    """Where the edge serves a distribution of the local cloud; nowhere while it isn't running."""
    if edge is None:
        return {"domain": distribution.domain}
    return {
        "domain": distribution.domain,
        "url": edge.distribution_url(distribution.id),
        "path_url": edge.path_url(distribution.domain),
        "certificate": certificate,
    }
