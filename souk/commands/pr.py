"""`souk pr`: an environment for a pull request, made, told of and removed. The workflow of that name calls it."""

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
from souk.cloud import outputs
from souk.commands.options import OnAws, chosen

Souk = Callable[..., str]
"""The command itself, as a function: it answers what it printed."""
LIFE = "3d"
"""Without a push for so long, the sweep takes it; each push makes it anew."""

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
    """Clone an environment for a pull request; what an earlier push made goes first."""
    make(number, ref, source, on_aws, souk)


@app.command()
def down(number: Number, on_aws: OnAws = False) -> None:
    """Remove a pull request's environment, if there is one."""
    remove(environment_of(number), on_aws, souk)


@app.command()
def sweep(on_aws: OnAws = False) -> None:
    """Remove the environments of pull requests whose time is over, and nobody else's."""
    remove_old(datetime.now(UTC), on_aws, souk)


@app.command()
def comment(
    number: Number,
    ref: Annotated[str, typer.Option("--ref", help="The commit it was made from.")] = "",
    removed: Annotated[bool, typer.Option("--removed", help="Say that it is gone.")] = False,
    show: Annotated[bool, typer.Option("--print", help="Only print the comment.")] = False,
    on_aws: OnAws = False,
) -> None:
    """Say in the pull request where its environment is; there is one comment, kept up to date."""
    from souk.pull_requests import comments  # speaks HTTP, which no other command needs

    env = environment_of(number)
    body = comments.farewell(env) if removed else comments.address(outputs.read(chosen(on_aws), env, {}), ref, LIFE)
    if show:
        sys.stdout.write(body)
    else:
        comments.conversation(os.environ, number).say(body, only_change=removed)


def environment_of(number: int) -> str:
    """What a pull request's environment is called."""
    return f"pr-{number}"


def make(number: int, ref: str, source: str, on_aws: bool, souk: Souk) -> None:
    """Clone it, with nothing of an earlier one left."""
    env = environment_of(number)
    remove(env, on_aws, souk)
    souk("clone", source, env, "--ref", ref, "--ttl", LIFE, *_where(on_aws))


def remove(env: str, on_aws: bool, souk: Souk) -> None:
    """Remove it, also half-made ones; that there is none is fine."""
    if env in {each["name"] for each in _environments(on_aws, souk)}:
        souk("env", "rm", env, *_where(on_aws))


def remove_old(now: datetime, on_aws: bool, souk: Souk) -> None:
    """Remove all whose time is over; one that resists doesn't keep the others."""
    failed: list[str] = []
    for each in _environments(on_aws, souk):
        if re.fullmatch(r"pr-\d+", each["name"]) and _is_over(each["expires_at"], now):
            try:
                souk("env", "rm", each["name"], *_where(on_aws))
            except typer.Exit:
                failed.append(each["name"])
    if failed:
        raise SoukError(f"still there: {', '.join(failed)}", "the reasons are above; the next sweep tries again")


def souk(*words: str) -> str:
    """Run `souk` as a person would: what it says is seen at once, and its exit code is ours. JSON is for us to read."""
    command = [str(Path(sys.executable).with_name("souk")), *words]
    done = subprocess.run(command, stdout=subprocess.PIPE if "--json" in words else None, text=True, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
    return done.stdout or ""


def _environments(on_aws: bool, souk: Souk) -> list[dict[str, str]]:
    there: list[dict[str, str]] = json.loads(souk("env", "ls", "--json", *_where(on_aws)))["environments"]
    return there


def _is_over(expires_at: str, now: datetime) -> bool:
    """Who was pinned, or never given a time, has no end."""
    try:
        return datetime.fromisoformat(expires_at) <= now
    except ValueError:
        return False


def _where(on_aws: bool) -> list[str]:
    return ["--aws"] if on_aws else []
