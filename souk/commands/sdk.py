"""`souk sdk`: generate the clients from the contracts, or check that they are up to date."""

import os

from souk.base import console
from souk.base.paths import find_paths
from souk.commands.options import Check, refuse_stale
from souk.generate import python, typescript


def sdk(check: Check = False) -> None:
    """Generate the Python and TypeScript clients from the contracts."""
    root = find_paths(os.environ).root
    if check:
        behind = [f"typescript/{name}" for name in typescript.stale(root)]
        refuse_stale("sdk", [*python.stale(root), *behind])
    with console.step("sdk", "openapi-python-client") as current:
        python.write(root)
        current.done("one module a contract")
    with console.step("sdk/typescript", "openapi-typescript") as current:
        changed = typescript.write(root)
        current.done(f"{len(changed)} changed" if changed else "up to date")
