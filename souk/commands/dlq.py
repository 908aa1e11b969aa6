"""`souk dlq`: list, show, redrive and drop dead letters."""

import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from souk.base.console import heading, print_json_list, screen, step
from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.commands.options import AsJson, Env, OnAws, deployed
from souk.dead_letters import queue
from souk.dead_letters.message import DeadLetter

app = typer.Typer(
    help="Dead letters: messages that a service failed to handle.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Service = Annotated[str | None, typer.Argument(help="Only this service's letters.", show_default=False)]
Only = Annotated[
    list[str] | None, typer.Option("--only", help="An id, event, cause or group, with `*` as a wildcard. May repeat.")
]


@app.command(name="ls")
def list_letters(service: Service = None, env: Env = "dev", as_json: AsJson = False, on_aws: OnAws = False) -> None:
    """List dead letters and their causes."""
    environment = deployed(env, on_aws)
    letters = queue.list_letters(environment, _services(environment, service))
    if as_json:
        print_json_list({"env": env}, "letters", map(_public, letters))
        return
    heading("souk dlq ls", env)
    count = 0
    for letter in letters:
        count += 1
        tries = f"{letter.received} {'try' if letter.received == 1 else 'tries'}"
        back = f", redriven {letter.redriven} times" if letter.redriven else ""
        mark = "  [yellow]quarantined[/]" if letter.is_quarantined else ""
        screen.print(f"  {letter.id}  [bold]{letter.service}[/]  {escape(letter.event)}{mark}", soft_wrap=True)
        screen.print(f"  {_clock(letter.at)}  {tries}{back}: [red]{escape(letter.cause)}[/]\n", soft_wrap=True)
    if not count:
        screen.print("  There are no dead letters.\n")
        return
    screen.print(f"  {count:,} dead letters\n")
    screen.print("    souk dlq show ID      [dim]details of one[/]\n    souk dlq redrive      [dim]retry all[/]\n")


@app.command()
def show(letter_id: Annotated[str, typer.Argument(metavar="ID")], env: Env = "dev", on_aws: OnAws = False) -> None:
    """Show one letter with its body."""
    environment = deployed(env, on_aws)
    with closing(queue.list_letters(environment, environment.outputs.services)) as letters:
        letter = next((letter for letter in letters if letter.id == letter_id), None)
    if letter is None:
        raise SoukError(f"there is no dead letter {letter_id} in `{env}`", "`souk dlq ls` lists them")
    heading("souk dlq show", letter.id)
    for name, value in _public(letter).items():
        if name != "body":
            screen.print(f"  [dim]{name:<12}[/]{escape(str(value))}", soft_wrap=True)
    screen.print("\n" + escape(_pretty(letter.body)) + "\n", soft_wrap=True)


@app.command()
def redrive(
    service: Service = None,
    only: Only = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the letters, but send none.")] = False,
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Send letters back to their queues. Safe to interrupt and repeat: nothing is lost or handled twice."""
    environment = deployed(env, on_aws)
    heading("souk dlq redrive", f"{env}{', dry run' if dry_run else ''}")
    for name in _services(environment, service):
        with step(name, "receiving") as current:
            if dry_run:
                letters = queue.list_letters(environment, [name])
                selected = sum(queue.is_selected(letter, only or []) for letter in letters)
                current.done(f"{selected} would be sent back")
                continue
            result = queue.redrive(environment, name, only or [], lambda sent: current.doing(f"{sent} sent back"))
            rest = [f"{result.quarantined} stay in quarantine"] if result.quarantined else []
            rest += [f"{result.returned} failed again"] if result.returned else []
            rest += [f"{result.others} stay"] if result.others else []
            current.done(", ".join([f"{result.sent} sent back", *rest]))
    screen.print()


@app.command()
def drop(
    service: Annotated[str, typer.Argument(help="The service of the letters.")],
    only: Annotated[list[str], typer.Option("--only", help="An id, event, cause or group, with `*` as a wildcard.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Delete letters for good."""
    environment = deployed(env, on_aws)
    (name,) = _services(environment, service)
    matching = sum(letter.matches(only) for letter in queue.list_letters(environment, [name]))
    if matching and not yes:
        typer.confirm(f"Delete {matching} dead letters of {name} in {env}?", abort=True)
    heading("souk dlq drop", env)
    with step(name) as current:
        current.done(f"{queue.drop(environment, name, only) if matching else 0} deleted")
    screen.print()


def _services(environment: Environment, service: str | None) -> tuple[str, ...]:
    services = environment.outputs.services
    if service is not None and service not in services:
        raise SoukError(f"there is no service `{service}`", f"there are: {', '.join(services)}")
    return services if service is None else (service,)


def _public(letter: DeadLetter) -> dict[str, object]:
    return {name: value for name, value in asdict(letter).items() if name not in ("deduplication_id", "receipt_handle")}


def _pretty(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
