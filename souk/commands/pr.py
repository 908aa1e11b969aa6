"""`souk pr`: create, announce and remove the environment of a pull request. A workflow calls it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from souk.base.errors import SoukError
from souk.commands.options import OnAws, environment

Souk = Callable[..., str]
"""The command as a function that returns its output."""
LIFE = "3d"
"""Lifetime after the last push."""

app = typer.Typer(no_args_is_help=True, help="An environment for a pull request.")

Number = Annotated[int, typer.Argument(min=1, max=99_999_999, metavar="NUMBER", help="The pull request.")]
Ref = Annotated[str, typer.Option("--ref", help="The commit of the pull request.")]


@app.command()
def up(
    number: Number,
    ref: Ref,
    source: Annotated[str, typer.Option("--from", help="The environment to clone.")] = "dev",
    on_aws: OnAws = False,
) -> None:
    """Clone an environment for a pull request, in place of an earlier push's."""
    create(number, ref, source, on_aws, souk)


@app.command()
def down(number: Number, on_aws: OnAws = False) -> None:
    """Remove a pull request's environment, if there is one."""
    remove(environment_of(number), on_aws, souk)


@app.command()
def sweep(on_aws: OnAws = False) -> None:
    """Remove the expired environments of pull requests, and no others."""
    remove_expired(datetime.now(UTC), on_aws, souk)


@app.command()
def comment(
    number: Number,
    ref: Annotated[str, typer.Option("--ref", help="The commit of the environment.")] = "",
    removed: Annotated[bool, typer.Option("--removed", help="Announce the removal.")] = False,
    show: Annotated[bool, typer.Option("--print", help="Print the comment, but post nothing.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Post the environment's addresses in the pull request: one comment, kept up to date."""
    from souk.pull_requests import comments  # imports httpx, which no other command needs

    env = environment_of(number)
    body = comments.removed(env) if removed else comments.deployed(environment(env, on_aws).outputs, ref, LIFE)
    if show:
        sys.stdout.write(body)
    else:
        comments.conversation(os.environ, number).publish(body, only_update=removed)


def environment_of(number: int) -> str:
    """The name of a pull request's environment."""
    return f"pr-{number}"


def create(number: int, ref: str, source: str, on_aws: bool, souk: Souk) -> None:
    """Clone the environment after removing an earlier one."""
    env = environment_of(number)
    remove(env, on_aws, souk)
    souk("clone", source, env, "--ref", ref, "--ttl", LIFE, *_options(on_aws))


def remove(env: str, on_aws: bool, souk: Souk) -> None:
    """Remove the environment if any of it exists."""
    if env in {listed["name"] for listed in _environments(on_aws, souk)}:
        souk("env", "rm", env, *_options(on_aws))


def remove_expired(now: datetime, on_aws: bool, souk: Souk) -> None:
    """Remove all expired environments; a failure doesn't stop the others."""
    failed: list[str] = []
    for listed in _environments(on_aws, souk):
        if re.fullmatch(r"pr-\d+", listed["name"]) and _is_expired(listed["expires_at"], now):
            try:
                souk("env", "rm", listed["name"], *_options(on_aws))
            except typer.Exit:
                failed.append(listed["name"])
    if failed:
        raise SoukError(f"could not remove {', '.join(failed)}", "see the errors above; the next sweep tries again")


def souk(*words: str) -> str:
    """Run `souk` with its output on the terminal and its exit code as ours; JSON is returned instead."""
    command = [str(Path(sys.executable).with_name("souk")), *words]
    done = subprocess.run(command, stdout=subprocess.PIPE if "--json" in words else None, text=True, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
    return done.stdout or ""


def _environments(on_aws: bool, souk: Souk) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(souk("env", "ls", "--json", *_options(on_aws)))["environments"]
    return listed


def _is_expired(expires_at: str, now: datetime) -> bool:
    """False for an environment without an expiry: `never`, or empty."""
    try:
        return datetime.fromisoformat(expires_at) <= now
    except ValueError:
        return False


def _options(on_aws: bool) -> list[str]:
    return ["--aws"] if on_aws else []
