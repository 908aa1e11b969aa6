"""`souk new`: a service, an event or a reaction that works at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from souk.base import console
from souk.base.paths import find_places
from souk.scaffold import journal

if TYPE_CHECKING:
    from souk.scaffold.plan import Plan

app = typer.Typer(
    help="Make a service, an event or a reaction, in code, template, tests, contracts and clients.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Service = Annotated[str, typer.Argument(help="The service.", show_default=False)]


@app.command(name="service")
def new_service(
    name: Annotated[str, typer.Argument(help="Its name: lower-case letters, like `reviews`.", show_default=False)],
    thing: Annotated[
        str | None, typer.Option(help="One of what it keeps; without it, one of NAME.", show_default=False)
    ] = None,
) -> None:
    """Make a service: an API, a table, a queue, an event and a reaction, with tests."""
    root = checkout()
    from souk.scaffold import service  # reads every service, which no other command needs

    plan = service.service(root, name, thing)
    carry_out(plan, f"service {name}", "It works as it is.", "make test-unit lint", "souk up")


@app.command(name="event")
def new_event(
    service: Service,
    name: Annotated[str, typer.Argument(help="What happened: `OrderPlaced`.", show_default=False)],
) -> None:
    """Make an event that a service announces."""
    root = checkout()
    from souk.scaffold import events

    plan = events.event(root, service, name)
    todo = f"Record it in services/{service}/domain.py."
    carry_out(plan, f"event {service}.{name}", todo, "make test-unit lint", "souk up")


@app.command(name="reaction")
def new_reaction(
    service: Service,
    event: Annotated[
        str, typer.Argument(help="What to react to: `orders.OrderPlaced`, or one version of it.", show_default=False)
    ],
) -> None:
    """Make a reaction of a service to what another one announces."""
    root = checkout()
    from souk.scaffold import events

    plan = events.reaction(root, service, event)
    todo = f"Say what it does in services/{service}/reactions.py."
    carry_out(plan, f"reaction {service} {event}", todo, "make test-unit lint", "souk up")


def checkout() -> Path:
    """The checkout, as it was before a run that was killed; before anything of it is read."""
    root = find_places(os.environ).root
    undone = journal.undo(root)
    if undone:
        console.line("undone", undone)
    return root


def carry_out(plan: Plan, what: str, todo: str, *following: str, verb: str = "new") -> None:
    console.heading(f"souk {verb}", what)
    with console.step("written", "writing") as current:
        plan.carry_out(current.doing, f"`souk {verb} {what}`")
        current.done("with what follows from it: " + " and ".join(plan.follows))
    for title, paths in (("new", plan.made), ("changed", plan.changed), ("gone", plan.gone)):
        for path in paths:
            console.screen.print(f"    [dim]{title:<9}[/]{path}")
    console.screen.print(f"\n  {todo} Then:\n")
    for command in following:
        console.screen.print(f"    {command}")
    console.screen.print()
