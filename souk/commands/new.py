"""`souk new`: generates a service, an event or a reaction."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from souk.base import console
from souk.base.paths import find_paths
from souk.scaffold import journal

if TYPE_CHECKING:
    from souk.scaffold.plan import Plan

app = typer.Typer(
    help="Generate a service, an event or a reaction, with its tests.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Service = Annotated[str, typer.Argument(help="The service.", show_default=False)]


@app.command(name="service")
def new_service(
    name: Annotated[str, typer.Argument(help="Its name in lower-case letters, such as `reviews`.", show_default=False)],
    thing: Annotated[
        str | None, typer.Option(help="The name of its entity. Default: the singular of NAME.", show_default=False)
    ] = None,
) -> None:
    """Generate a service: an API, a table, a queue, an event and a reaction, with tests."""
    root = checkout()
    from souk.scaffold import service  # reads every service, which no other command needs

    plan = service.service(root, name, thing)
    apply(plan, f"service {name}", "It works without changes.", "make test-unit lint", "souk up")


@app.command(name="event")
def new_event(
    service: Service,
    name: Annotated[str, typer.Argument(help="Its name in the past tense: `OrderPlaced`.", show_default=False)],
) -> None:
    """Generate an event that a service publishes."""
    root = checkout()
    from souk.scaffold import events

    plan = events.event(root, service, name)
    todo = f"Record it in services/{service}/domain.py."
    apply(plan, f"event {service}.{name}", todo, "make test-unit lint", "souk up")


@app.command(name="reaction")
def new_reaction(
    service: Service,
    event: Annotated[
        str, typer.Argument(help="The event: `orders.OrderPlaced`, or one version of it.", show_default=False)
    ],
) -> None:
    """Generate a reaction of a service to an event of another one."""
    root = checkout()
    from souk.scaffold import events

    plan = events.reaction(root, service, event)
    todo = f"Implement it in services/{service}/reactions.py."
    apply(plan, f"reaction {service} {event}", todo, "make test-unit lint", "souk up")


def checkout() -> Path:
    """The checkout, after undoing a killed run, before any of its code is imported."""
    root = find_paths(os.environ).root
    undone = journal.undo(root)
    if undone:
        console.line("undone", undone)
    return root


def apply(plan: Plan, what: str, todo: str, *following: str, verb: str = "new") -> None:
    console.heading(f"souk {verb}", what)
    with console.step("written", "writing") as current:
        plan.apply(current.doing, f"`souk {verb} {what}`")
        current.done("with generated files: " + " and ".join(plan.generated))
    for title, paths in (("new", plan.new), ("changed", plan.changed), ("gone", plan.removed)):
        for path in paths:
            console.screen.print(f"    [dim]{title:<9}[/]{path}")
    console.screen.print(f"\n  {todo} Then:\n")
    for command in following:
        console.screen.print(f"    {command}")
    console.screen.print()
