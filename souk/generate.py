"""`souk contracts` and `souk sdk`: write what follows from the code, or say that it is stale."""

import os
from typing import Annotated

import typer

from souk import console
from souk.errors import SoukError
from souk.places import find_places

Check = Annotated[bool, typer.Option("--check", help="Change nothing; fail when something is stale.")]


def contracts(check: Check = False) -> None:
    """Write contracts/ from the services' code."""
    from souk import contracts as made  # imports every service, which no other command needs

    root = find_places(os.environ).root
    if check:
        _refuse_stale("contracts", made.stale(root))
    with console.step("contracts", "reading the services") as current:
        changed = made.write(root)
        current.done(f"{len(changed)} changed" if changed else "up to date")
    for path in changed:
        console.screen.print(f"    [dim]contracts/{path}[/]")


def sdk(check: Check = False) -> None:
    """Generate the Python clients in sdk/ from contracts/openapi."""
    from souk import sdk as made

    root = find_places(os.environ).root
    if check:
        _refuse_stale("sdk", made.stale(root))
    with console.step("sdk", "openapi-python-client") as current:
        made.write(root)
        current.done("one module a contract")


def _refuse_stale(what: str, stale: list[str]) -> None:
    if stale:
        raise SoukError("\n".join([f"{what}: {len(stale)} stale", *stale]), f"run `make {what}`")
    raise typer.Exit
