"""`souk env`: list, compare, pin and remove environments."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from souk.base import console
from souk.base.console import line, screen, step
from souk.base.lock import exclusive
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment, list_environments
from souk.cloud.naming import NEVER_REMOVED, environment_name
from souk.cloud.stacks import COMPLETE
from souk.commands.options import AsJson, OnAws, chosen, deployed, environment, paths
from souk.deploy import uses
from souk.environments import checkout, compare, lifetime, registry, remove
from souk.environments.registry import Record

app = typer.Typer(no_args_is_help=True, help="The environments: list, compare, pin, remove.")

Name = Annotated[str, typer.Argument(callback=environment_name, metavar="NAME", help="The environment.")]


@app.command(name="ls")
def list_all(as_json: AsJson = False, on_aws: OnAws = False) -> None:
    """List the environments with their versions and remaining lifetimes."""
    aws, now = chosen(on_aws), datetime.now(UTC)
    listed, records = list_environments(aws), registry.records(aws)
    rows = [_row(records.get(env, Record(env)), listed.get(env), now) for env in sorted({*listed, *records})]
    if as_json:
        console.print_json({"environments": rows})
        return
    console.heading("souk env ls")
    table = Table(box=None, padding=(0, 1, 0, 2), collapse_padding=True, header_style="dim")
    for title in ("name", "state", "applications", "version", "cloned from", "time left"):
        table.add_column(title)
    for row in rows:
        state = _coloured(row["state"], row["state"])
        applications = " ".join(_coloured(name, status) for name, status in row["applications"].items())
        table.add_row(row["name"], state, applications, row["version"], row["cloned_from"], row["time_left"])
    screen.print(table if rows else "  There is no environment; `souk up` creates one.")
    screen.print()


@app.command()
def diff(one: Name, other: Name, as_json: AsJson = False, on_aws: OnAws = False) -> None:
    """Compare version, parameters, template and resources of two environments. Exit code 0 even if they differ."""
    first = environment(one, on_aws)
    differences = compare.differences(first, Environment(other, first.aws), uses.of_checkout(paths().root))
    if as_json:
        console.print_json(differences.as_json())
    else:
        compare.show(differences)


@app.command()
def rm(env: Name, on_aws: OnAws = False) -> None:
    """Remove an environment with all its data, and check for leftovers."""
    with exclusive(paths(), "souk env rm"):
        _remove(environment(env, on_aws))


@app.command()
def pin(
    env: Name,
    ttl: Annotated[str | None, typer.Option("--ttl", help="Keep it for this time instead of for ever.")] = None,
    on_aws: OnAws = False,
) -> None:
    """Keep an environment for ever, or for a time from now."""
    environment = deployed(env, on_aws)
    expires_at = lifetime.expiry(lifetime.parse(ttl) if ttl else None, datetime.now(UTC))
    registry.write(environment.aws, replace(registry.record_of(environment), expires_at=expires_at))
    line(env, "stays" if ttl is None else f"stays until {expires_at}")


@app.command()
def gc(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List them, but remove none.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Remove expired environments and the rest of killed runs. Pinned and protected ones stay."""
    aws = chosen(on_aws)
    if dry_run:
        for env in (removable := _removable(aws)):
            line(env, "would be removed", mark=" ")
    else:
        # What another command is still doing looks like the rest of a killed run: only the lock's holder can tell.
        with exclusive(paths(), "souk env gc"):
            for env in (removable := _removable(aws)):
                _remove(Environment(env, aws))
            checkout.prune(paths())
    if not removable:
        screen.print("  Nothing to remove.")


def _removable(aws: Aws) -> list[str]:
    now, environments = datetime.now(UTC), list_environments(aws).items()
    kept = {*NEVER_REMOVED, *(name for name, each in environments if any(one.is_protected for one in each.stacks))}
    return [
        env
        for env, record in registry.records(aws).items()
        if env not in kept and (record.is_abandoned(aws, now) or lifetime.is_expired(record.expires_at, now))
    ]


def _remove(environment: Environment) -> None:
    with step(environment.name, "removing") as current:
        count = remove.remove(paths(), environment, current.doing)
        current.done(f"removed; no resource of {count} types is left")


def _row(record: Record, environment: Environment | None, now: datetime) -> dict[str, Any]:
    stack, stacks = (environment.find_stack(), environment.stacks) if environment else (None, [])
    state = stack.status.lower().replace("_", " ") if stack else "gone"
    tags = stack.tags if stack else {}
    is_protected = any(one.is_protected for one in stacks)
    return {
        "name": record.env,
        "state": f"unfinished: {record.operation}" if record.operation else state,
        "applications": {one.application: one.status for one in stacks if one.application},
        "version": tags.get("version", ""),
        "cloned_from": tags.get("cloned-from", ""),
        "expires_at": record.expires_at,
        "time_left": "protected" if is_protected else lifetime.remaining(record.expires_at, now),
    }


def _coloured(text: str, state: str) -> str:
    colour = "green" if state.upper().replace(" ", "_") in COMPLETE else "yellow"
    return f"[{colour}]{text}[/]"
