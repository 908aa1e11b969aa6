"""The `souk` command: what can be asked of it."""

import signal
import sys
import time
from typing import Annotated, Literal

import typer
from rich.markup import escape

from souk import console, logs, mail, outputs, people, replay, shell_variables, stack, status
from souk import down as bring_down
from souk.aws import local_aws
from souk.calm import Calm
from souk.canary import commands as canary
from souk.contracts import generate
from souk.dead_letters import commands as dead_letters
from souk.dev import commands as inner_loop
from souk.env_vars import as_containers_see_them
from souk.environments import checkout
from souk.environments import commands as environments
from souk.gate import commands as contracts
from souk.local import cloud, ports
from souk.options import AsJson, Env, OnAws, chosen, places
from souk.plain import print_in_any_encoding
from souk.pull_requests import commands as pull_requests
from souk.scaffold import commands as scaffold

app = typer.Typer(
    cls=Calm,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(asked: bool) -> None:
    """Print the version, and end."""
    if asked:
        from importlib import metadata  # brings all of `email` along

        sys.stdout.write(f"souk {metadata.version('souk')} ({checkout.describe(places().root)})\n")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Which version this is.")
    ] = False,
) -> None:
    """The local cloud, its environments, and what a developer asks of them."""


@app.command()
def up(
    env: Env = "dev",
    port: Annotated[
        str | None, typer.Option(envvar="SOUK_PORT", help="Port of the local cloud; `auto` for a free one.")
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(envvar="SOUK_CONCURRENCY", min=1, help="Most processes of one function, from the next start on."),
    ] = None,
) -> None:
    """Start the local cloud, build, deploy and seed an environment. Safe to repeat."""
    from souk import up as bring_up  # needs the SDK, which `souk sdk` may have yet to make

    bring_up.up(places(), env, ports.parse(port), concurrency)


@app.command()
def down(
    erase: Annotated[bool, typer.Option("--erase", help="Forget all data and environments, too.")] = False,
) -> None:
    """Stop the local cloud. Its data is kept."""
    bring_down.down(places(), erase)


@app.command(name="status")
def show_status(
    env: Annotated[str | None, typer.Option("--env", "-e", help="Only this environment.")] = None,
    as_json: AsJson = False,
    on_aws: OnAws = False,
) -> None:
    """Show what runs, how much memory it takes, and what waits in the queues."""
    here = None if on_aws else status.machine(places(), cloud.require(places()))
    environments = status.read(chosen(on_aws), env)
    if as_json:
        console.print_json(status.as_json(here, environments))
    else:
        status.show(here, environments)


@app.command(name="logs")
def show_logs(
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
    logs.refuse_unknown(aws, env, service)
    since = int((time.time() - minutes * 60) * 1000)
    batches = logs.follow(aws, env, service, since) if follow else [logs.read(aws, env, service, since)]
    logs.show(batches, as_json)


@app.command(name="mail")
def show_mail(
    env: Env = "dev",
    count: Annotated[int, typer.Option("-n", min=1, help="How many of the latest.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Read what the environment has mailed."""
    found = cloud.require(places())
    mails = mail.outbox(found, stack.require(local_aws(found.endpoint_url), env))
    if as_json:
        console.print_json({"env": env, "mails": [vars(sent) for sent in mails[-count:]]})
    else:
        mail.show(env, mails, count)


@app.command(name="demo")
def show_demo(env: Env = "dev") -> None:
    """Place an order and watch it travel."""
    from souk import demo

    found = cloud.require(places())
    aws = local_aws(found.endpoint_url)
    demo.demo(found, aws, outputs.read(aws, env, people.known(aws, env)))


@app.command(name="outputs")
def show_outputs(
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
    facts = outputs.read(aws, env, people.known(aws, env))
    outputs.describe(places(), facts)
    if shell:
        sys.stdout.write(shell_variables.as_script(facts))
    elif as_json:
        console.print_json(facts.as_json())
    else:
        console.heading("souk outputs", env)
        for name, value in outputs.as_lines(facts):
            console.screen.print(f"  [dim]{name:<22}[/]{escape(value)}", soft_wrap=True)
        console.screen.print()


@app.command()
def token(
    env: Env = "dev",
    role: Annotated[Literal["customer", "staff"], typer.Option("--as", help="Who signs in.")] = "customer",
    on_aws: OnAws = False,
) -> None:
    """Print an access token, and nothing else."""
    aws = chosen(on_aws)
    facts = outputs.read(aws, env, people.known(aws, env))
    sys.stdout.write(people.access_token(aws, facts, role) + "\n")


# Commands that have a file of their own.
app.add_typer(dead_letters.app, name="dlq")
app.add_typer(scaffold.app, name="new")
app.add_typer(scaffold.removing, name="remove")
app.add_typer(environments.app, name="env")
app.command()(environments.clone)
app.command()(inner_loop.dev)
app.add_typer(contracts.app, name="contracts")
app.add_typer(pull_requests.app, name="pr")
app.command()(replay.replay)
app.command()(generate.sdk)
app.command()(canary.canary)
app.command()(canary.publish)


def main() -> None:
    """Run the command."""
    print_in_any_encoding()
    # Whoever is asked to end puts right what is half done, as with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    app()
