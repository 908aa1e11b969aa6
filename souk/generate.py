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
    """Generate the clients in sdk/ from contracts/openapi: Python and TypeScript."""
    from souk import sdk as python
    from souk import sdk_typescript as typescript

    root = find_places(os.environ).root
    if check:
        behind = [f"typescript/{name}" for name in typescript.stale(root)]
        _refuse_stale("sdk", [*python.stale(root), *behind])
    with console.step("sdk", "openapi-python-client") as current:
        python.write(root)
        current.done("one module a contract")
    with console.step("sdk/typescript", "openapi-typescript") as current:
        changed = typescript.write(root)
        current.done(f"{len(changed)} changed" if changed else "up to date")


def _refuse_stale(what: str, stale: list[str]) -> None:
    if stale:
        raise SoukError("\n".join([f"{what}: {len(stale)} stale", *stale]), f"run `make {what}`")
    raise typer.Exit
