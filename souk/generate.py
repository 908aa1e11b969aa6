"""`souk sdk`: write the clients that follow from the contracts, or say that they are stale."""

import os
from typing import Annotated

import typer

from souk import console
from souk.errors import SoukError
from souk.places import find_places

Check = Annotated[bool, typer.Option("--check", help="Change nothing; fail when something is stale.")]


def sdk(check: Check = False) -> None:
    """Generate the Python clients in sdk/ from contracts/openapi."""
    from souk import sdk as made

    root = find_places(os.environ).root
    if check:
        refuse_stale("sdk", made.stale(root))
    with console.step("sdk", "openapi-python-client") as current:
        made.write(root)
        current.done("one module a contract")


def refuse_stale(what: str, stale: list[str]) -> None:
    """End the command: well if nothing is stale, with an error otherwise."""
    if stale:
        raise SoukError("\n".join([f"{what}: {len(stale)} stale", *stale]), f"run `make {what}`")
    raise typer.Exit
