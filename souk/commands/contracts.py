"""`souk contracts ...`: contracts from the code, and what a change of theirs does to others."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from souk.base import console
from souk.base.errors import SoukError
from souk.base.paths import find_places
from souk.commands.options import AsJson, Check, refuse_stale

if TYPE_CHECKING:
    from souk.contracts.compat.check import Verdict

app = typer.Typer(help="Write contracts/ from the code; hold changes of theirs against what was released.")

NEXT = "a new major version beside the old one, or a waiver: docs/contracts.md shows both"


@app.callback(invoke_without_command=True)
def write(context: typer.Context, check: Check = False) -> None:
    """Write contracts/ from the services' code, or hold them against what was released."""
    if context.invoked_subcommand:
        return
    from souk.contracts import export  # imports every service, which no other command needs

    root = find_places(os.environ).root
    if check:
        refuse_stale("contracts", export.stale(root))
    with console.step("contracts", "reading the services") as current:
        changed = export.write(root)
        current.done(f"{len(changed)} changed" if changed else "up to date")
    for path in changed:
        console.screen.print(f"    [dim]contracts/{path}[/]")


@app.command(name="check")
def hold(
    against: Annotated[
        str | None, typer.Option("--against", metavar="REF", help="A commit, branch or tag; else the last release.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what changed since the last release, line by line, and fail where that breaks somebody."""
    from souk.contracts.compat import check as gate

    verdict = gate.check(find_places(os.environ).root, date.today(), against)
    if as_json:
        console.print_json(verdict.as_json())
        raise typer.Exit(not verdict.passes)
    _tell("souk contracts check", verdict)


@app.command()
def deprecated() -> None:
    """List what will go: operations and events, and what takes their place."""
    from souk.contracts.compat import check as gate
    from souk.contracts.compat import snapshots

    endings = gate.deprecated(snapshots.working_tree(find_places(os.environ).root))
    console.heading("souk contracts deprecated", f"{len(endings) or 'nothing'}")
    rows = [("operation", "contract", "since", "sunset", "successor"), *(tuple(vars(end).values()) for end in endings)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows if endings else ():
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        console.screen.print(f"  {escape(cells.rstrip())}", soft_wrap=True)


@app.command()
def release(version: Annotated[str, typer.Argument(help="The new version, higher than the last: 0.2.0")]) -> None:
    """Keep today's contracts as those that later changes are held against."""
    from souk.contracts.compat import check as gate
    from souk.contracts.compat import release as making

    root, today = find_places(os.environ).root, date.today()
    verdict = gate.check(root, today)
    _tell("souk contracts release", verdict)
    made = making.release(root, version, verdict, today)
    console.screen.print()
    console.line("released", f"{made.version}, {len(made.changes)} changes since {verdict.against}")


def _tell(command: str, verdict: "Verdict") -> None:
    """Every change in a line; what stands in the way is an error."""
    console.heading(command, f"against {verdict.against}")
    for finding in verdict.findings:
        mark = "[red]✗[/]" if finding.breaks else "[green]✓[/]"
        console.screen.print(f"  {mark} {escape(finding.line())}", soft_wrap=True)
    if not verdict.findings:
        console.screen.print("  [green]✓[/] nothing changed")
    if count := len(verdict.breaks):
        told = "1 change breaks" if count == 1 else f"{count} changes break"
        raise SoukError("\n".join([f"{told} those who rely on the contracts", *verdict.complaints]), NEXT)
    if verdict.complaints:
        raise SoukError("\n".join(verdict.complaints), "a waiver is for a break that is there, and for a time")
