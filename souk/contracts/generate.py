"""`souk sdk`: write the clients that follow from the contracts, or say that they are stale."""

import os
from typing import Annotated

import typer

from souk import console
from souk.errors import SoukError
from souk.places import find_places

Check = Annotated[bool, typer.Option("--check", help="Change nothing; fail when something is stale.")]


def sdk(check: Check = False) -> None:
    """Generate the clients in sdk/ from contracts/openapi: Python and TypeScript."""
    from souk import sdk_python as python
    from souk import sdk_typescript as typescript

    root = find_places(os.environ).root
    if check:
        behind = [f"typescript/{name}" for name in typescript.stale(root)]
        refuse_stale("sdk", [*python.stale(root), *behind])
    with console.step("sdk", "openapi-python-client") as current:
        python.write(root)
        current.done("one module a contract")
    with console.step("sdk/typescript", "openapi-typescript") as current:
        changed = typescript.write(root)
        current.done(f"{len(changed)} changed" if changed else "up to date")


def refuse_stale(what: str, stale: list[str]) -> None:
    """End the command: well if nothing is stale, with an error otherwise."""
    if stale:
        raise SoukError("\n".join([f"{what}: {len(stale)} stale", *stale]), f"run `make {what}`")
    raise typer.Exit
