"""`souk dlq`: the commands over dead letters."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from souk.base.console import heading, print_json, screen, step
from souk.base.errors import SoukError
from souk.cloud import outputs
from souk.cloud.clients import Aws
from souk.cloud.outputs import Outputs
from souk.commands.options import AsJson, Env, OnAws, chosen
from souk.dead_letters import queue
from souk.dead_letters.message import Letter

app = typer.Typer(
    help="Dead letters: what a service could not handle.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Service = Annotated[str | None, typer.Argument(help="Only this service's letters.", show_default=False)]
Only = Annotated[
    list[str] | None, typer.Option("--only", help="An id, event, cause or group; `*` stands for anything. May repeat.")
]


@app.command(name="ls")
def list_letters(service: Service = None, env: Env = "dev", as_json: AsJson = False, on_aws: OnAws = False) -> None:
    """List them, with what went wrong."""
    aws, told = _environment(env, on_aws)
    found = queue.letters(aws, told, _services(told, service))
    if as_json:
        print_json({"env": env, "letters": [_public(letter) for letter in found]})
        return
    heading("souk dlq ls", f"{env}, {len(found)} dead letters")
    if not found:
        screen.print("  Nobody has left anything undone.\n")
        return
    for letter in found:
        tries = f"{letter.received} {'try' if letter.received == 1 else 'tries'}"
        back = f", sent back {letter.redriven} times" if letter.redriven else ""
        kept = "  [yellow]quarantined[/]" if letter.is_quarantined else ""
        screen.print(f"  {letter.id}  [bold]{letter.service}[/]  {escape(letter.event)}{kept}", soft_wrap=True)
        screen.print(f"  {_clock(letter.at)}  {tries}{back}: [red]{escape(letter.cause)}[/]\n", soft_wrap=True)
    screen.print("    souk dlq show ID      [dim]all of one[/]\n    souk dlq redrive      [dim]try again[/]\n")


@app.command()
def show(letter_id: Annotated[str, typer.Argument(metavar="ID")], env: Env = "dev", on_aws: OnAws = False) -> None:
    """Show all of one letter, its body included."""
    aws, told = _environment(env, on_aws)
    for letter in queue.letters(aws, told, told.services):
        if letter.id == letter_id:
            heading("souk dlq show", letter.id)
            for name, value in _public(letter).items():
                if name != "body":
                    screen.print(f"  [dim]{name:<12}[/]{escape(str(value))}", soft_wrap=True)
            screen.print("\n" + escape(_pretty(letter.body)) + "\n", soft_wrap=True)
            return
    raise SoukError(f"there is no dead letter {letter_id} in `{env}`", "`souk dlq ls` lists them")


@app.command()
def redrive(
    service: Service = None,
    only: Only = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent back.")] = False,
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Send letters back to be handled. Safe to interrupt and to repeat: nothing is lost or done twice."""
    aws, told = _environment(env, on_aws)
    heading("souk dlq redrive", f"{env}{', a rehearsal' if dry_run else ''}")
    for name in _services(told, service):
        with step(name, "looking") as current:
            if dry_run:
                would = [letter for letter in queue.letters(aws, told, [name]) if queue.may_go(letter, only or [])]
                current.done(f"{len(would)} would be sent back")
                continue
            done = queue.redrive(aws, told, name, only or [], lambda sent: current.doing(f"{sent} sent back"))
            kept = [f"{done.quarantined} stay in quarantine"] if done.quarantined else []
            kept += [f"{done.returned} came back at once"] if done.returned else []
            kept += [f"{done.others} stay"] if done.others else []
            current.done(", ".join([f"{done.sent} sent back", *kept]))
    screen.print()


@app.command()
def drop(
    service: Annotated[str, typer.Argument(help="Whose letters.")],
    only: Annotated[list[str], typer.Option("--only", help="An id, event, cause or group; `*` stands for anything.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Throw letters away, for good."""
    aws, told = _environment(env, on_aws)
    (name,) = _services(told, service)
    doomed = [letter for letter in queue.letters(aws, told, [name]) if letter.matches(only)]
    if doomed and not yes:
        typer.confirm(f"Throw away {len(doomed)} dead letters of {name} in {env}?", abort=True)
    heading("souk dlq drop", env)
    with step(name) as current:
        current.done(f"{queue.drop(aws, told, name, only) if doomed else 0} thrown away")
    screen.print()


def _environment(env: str, on_aws: bool) -> tuple[Aws, Outputs]:
    aws = chosen(on_aws)
    return aws, outputs.read(aws, env, {})


def _services(told: Outputs, service: str | None) -> tuple[str, ...]:
    if service is not None and service not in told.services:
        raise SoukError(f"there is no service `{service}`", f"there are: {', '.join(told.services)}")
    return told.services if service is None else (service,)


def _public(letter: Letter) -> dict[str, object]:
    return {name: value for name, value in asdict(letter).items() if name not in ("receipt", "unique")}


def _pretty(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
