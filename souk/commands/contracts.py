"""`souk contracts ...`: export contracts from the code, check them for breaking changes, release them."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from souk.base import console
from souk.base.errors import SoukError
from souk.base.paths import find_paths
from souk.commands.options import AsJson, Check, refuse_stale

if TYPE_CHECKING:
    from souk.contracts.compat.check import Report

app = typer.Typer(help="Export, check and release contracts.")

NEXT = "add a new major version beside the old one, or a waiver (docs/contracts.md)"


@app.callback(invoke_without_command=True)
def write(context: typer.Context, check: Check = False) -> None:
    """Export, check and release contracts."""
    if context.invoked_subcommand:
        return
    from souk.contracts import export  # imports every service, which no other command needs

    root = find_paths(os.environ).root
    if check:
        refuse_stale("contracts", export.stale(root))
    with console.step("contracts", "reading the services") as current:
        changed = export.write(root)
        current.done(f"{len(changed)} changed" if changed else "up to date")
    for path in changed:
        console.screen.print(f"    [dim]contracts/{path}[/]")


@app.command()
def check(
    against: Annotated[
        str | None, typer.Option("--against", metavar="REF", help="A commit, branch or tag; else the last release.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the changes since the last release; fail if one breaks a consumer."""
    from souk.contracts.compat import check as gate

    report = gate.check(find_paths(os.environ).root, date.today(), against)
    if as_json:
        console.print_json(report.as_json())
        raise typer.Exit(not report.passes)
    _print("souk contracts check", report)


@app.command()
def deprecated() -> None:
    """List deprecated operations and events, with their sunset and successor."""
    from souk.contracts.compat import deprecations, snapshots

    entries = deprecations.deprecated(snapshots.working_tree(find_paths(os.environ).root))
    console.heading("souk contracts deprecated", f"{len(entries) or 'nothing'}")
    header = ("operation", "contract", "since", "sunset", "successor")
    rows = [header, *(tuple(vars(entry).values()) for entry in entries)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows if entries else ():
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        console.screen.print(f"  {escape(cells.rstrip())}", soft_wrap=True)


@app.command()
def release(version: Annotated[str, typer.Argument(help="The new version, higher than the last: 0.2.0")]) -> None:
    """Store today's contracts as the baseline of later checks."""
    from souk.contracts.compat import check as gate
    from souk.contracts.compat import release as releasing

    root, today = find_paths(os.environ).root, date.today()
    report = gate.check(root, today)
    _print("souk contracts release", report)
    new = releasing.release(root, version, report.findings, today)
    console.screen.print()
    console.line("released", f"{new.version}, {len(new.changes)} changes since {report.against}")


def _print(command: str, report: "Report") -> None:
    """Print a line for each change; raise if the report doesn't pass."""
    console.heading(command, f"against {report.against}")
    for finding in report.findings:
        mark = "[red]✗[/]" if finding.breaks else "[green]✓[/]"
        console.screen.print(f"  {mark} {escape(finding.line())}", soft_wrap=True)
    if not report.findings:
        console.screen.print("  [green]✓[/] nothing changed")
    if count := len(report.breaks):
        message = f"{count} breaking change{'s' if count > 1 else ''}"
        raise SoukError("\n".join([message, *report.complaints]), NEXT)
    if report.complaints:
        raise SoukError("\n".join(report.complaints), "remove or renew the waiver in contracts/waivers.toml")
