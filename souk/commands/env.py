"""`souk env`: the environments there are, what differs between two, and how to be rid of one."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from souk.base import console
from souk.base.console import line, screen, step
from souk.base.lock import exclusive
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.cloud.naming import NEVER_REMOVED, environment_name
from souk.commands.options import AsJson, OnAws, chosen, places
from souk.environments import checkout, compare, lifetime, registry, remove
from souk.environments.registry import Entry

app = typer.Typer(no_args_is_help=True, help="The environments: list, compare, pin, remove.")

Name = Annotated[str, typer.Argument(callback=environment_name, metavar="NAME", help="The environment.")]


@app.command(name="ls")
def show_all(as_json: AsJson = False, on_aws: OnAws = False) -> None:
    """List the environments, what they run, and how long they may stay."""
    aws, now = chosen(on_aws), datetime.now(UTC)
    stacks, known = stack.every(aws), registry.entries(aws)
    rows = [_row(env, stacks.get(env), known.get(env, Entry(env)), now) for env in sorted({*stacks, *known})]
    if as_json:
        console.print_json({"environments": rows})
        return
    console.heading("souk env ls")
    table = Table(box=None, padding=(0, 1, 0, 2), header_style="dim")
    for title in ("name", "state", "version", "cloned from", "time left"):
        table.add_column(title)
    for row in rows:
        colour = "green" if row["state"].endswith("complete") else "yellow"
        table.add_row(row["name"], f"[{colour}]{row['state']}[/]", row["version"], row["cloned_from"], row["time_left"])
    screen.print(table if rows else "  No environment yet; `souk up` makes one.")
    screen.print()


@app.command()
def diff(one: Name, other: Name, as_json: AsJson = False, on_aws: OnAws = False) -> None:
    """Compare two environments: version, parameters, template, resources. Exit code 0 also where they differ."""
    aws = chosen(on_aws)
    found = compare.differences(aws, one, other)
    if as_json:
        console.print_json(found.as_json())
    else:
        compare.show(found)


@app.command()
def rm(env: Name, on_aws: OnAws = False) -> None:
    """Remove an environment and all its data, and see that nothing is left."""
    _remove(chosen(on_aws), env)


@app.command()
def pin(
    env: Name,
    ttl: Annotated[str | None, typer.Option("--ttl", help="Not for good, but for this long from now.")] = None,
    on_aws: OnAws = False,
) -> None:
    """Let an environment stay: for good, or for so long from now."""
    aws = chosen(on_aws)
    stack.require(aws, env)
    expires_at = lifetime.expiry(lifetime.parse(ttl) if ttl else None, datetime.now(UTC))
    entry = registry.entry_of(aws, env)
    registry.write(aws, Entry(env, expires_at, entry.doing, entry.since, entry.bucket))
    line(env, "stays" if ttl is None else f"stays until {expires_at}")


@app.command()
def gc(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Remove the environments whose time is over, and what killed runs left. Pinned and protected ones stay."""
    aws, now = chosen(on_aws), datetime.now(UTC)
    over = [entry.env for entry in registry.entries(aws).values() if _may_go(aws, entry, now)]
    for env in over:
        if dry_run:
            line(env, "would go", mark=" ")
        else:
            _remove(aws, env)
    if not dry_run:
        checkout.forget_old(places())
    if not over:
        screen.print("  Nothing to remove.")


def _remove(aws: Aws, env: str) -> None:
    with exclusive(places(), "souk env rm"), step(env, "removing") as current:
        count = remove.remove(places(), aws, env, current.doing)
        current.done(f"gone; none of {count} kinds of things is left")


def _may_go(aws: Aws, entry: Entry, now: datetime) -> bool:
    if not (entry.is_abandoned(aws, now) or lifetime.is_over(entry.expires_at, now)):
        return False
    found = stack.find(aws, entry.env)
    return entry.env not in NEVER_REMOVED and not (found and found.is_protected)


def _row(env: str, found: stack.Stack | None, entry: Entry, now: datetime) -> dict[str, str]:
    state = entry.doing and f"unfinished: {entry.doing}"
    tags = found.tags if found else {}
    return {
        "name": env,
        "state": state or (found.status.lower().replace("_", " ") if found else "gone"),
        "version": tags.get("version", ""),
        "cloned_from": tags.get("cloned-from", ""),
        "expires_at": entry.expires_at,
        "time_left": "protected" if found and found.is_protected else lifetime.left(entry.expires_at, now),
    }
