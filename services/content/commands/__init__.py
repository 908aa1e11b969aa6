"""`souk content`: content for members is published and withdrawn, and the key that signs links replaced."""

from pathlib import Path
from typing import Annotated

import typer

from content.commands import deployed, manifest
from content.commands.key_stack import DeployedKeys, WallClock
from content.commands.publishing import publish as publish_folder
from content.commands.rotation import SPREADS, Stage, remaining
from content.commands.rotation import rotate as rotate_key
from souk.base.console import heading, screen, size, step, took
from souk.base.errors import SoukError
from souk.commands import options
from souk.commands.options import Env, OnAws

KEY_TYPES = ("RSA2048", "ECDSA256")

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Content for members, signed by keys that rotate.",
)


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="The folder, with a content.toml.")],
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Publish a folder as a new revision. Members see the earlier one until all of it is stored."""
    described = manifest.read(folder)
    environment = options.deployed(env, on_aws)
    shelf = deployed.shelf(environment)
    heading("souk content publish", f"{described.id}, {env}")
    with step("files", "reading") as current:
        files = manifest.files(folder, described)
        current.done(f"{len(files)}, {size(sum(file.size for file in files))}")
    with step("revision", "comparing") as current:
        result = publish_folder(described, files, shelf, deployed.catalogue(environment), current.doing)
        done = f"{result.revision}, {result.uploaded} uploaded, {result.copied} copied"
        current.done(done if result.changed else f"{result.revision}, nothing changed")
    screen.print()


@app.command()
def withdraw(
    content: Annotated[str, typer.Argument(metavar="ID", help="The id of the content.")],
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Let nobody open a piece of content from now on. Links that were made before work until they expire."""
    environment = options.deployed(env, on_aws)
    deployed.shelf(environment)
    heading("souk content withdraw", f"{content}, {env}")
    with step("content", "withdrawing") as current:
        deployed.catalogue(environment).withdraw(content)
        current.done("withdrawn; `souk content publish` brings it back")
    screen.print()


@app.command(name="ls")
def list_content(env: Env = "dev", on_aws: OnAws = False) -> None:
    """List what is published."""
    environment = options.deployed(env, on_aws)
    deployed.shelf(environment)
    for each in deployed.catalogue(environment).published():
        line = f"  {each.id:<24} {each.kind:<8} {each.price_class:<8} {each.revision}  {each.title}"
        screen.print(line, soft_wrap=True, markup=False)


@app.command(name="rotate-key")
def rotate(
    env: Env = "dev",
    on_aws: OnAws = False,
    key_type: Annotated[str | None, typer.Option(help="RSA2048 or ECDSA256. Default: as before.")] = None,
    status: Annotated[bool, typer.Option("--status", help="Show how far a rotation is, and change nothing.")] = False,
) -> None:
    """Replace the key that signs links. It takes as long as the longest link works; after a kill, it goes on."""
    if key_type is not None and key_type not in KEY_TYPES:
        raise SoukError(f"`{key_type}` is no type of key", " or ".join(KEY_TYPES))
    environment = options.deployed(env, on_aws)
    keys, clock = DeployedKeys(environment, deployed.stack(environment).name, key_type), WallClock()
    heading("souk content rotate-key", env)
    if status:
        now = keys.keys()
        left = remaining(keys, now, clock).total_seconds()
        waiting = f", {took(left)} until the next step" if now.stage is not Stage.IDLE else ""
        signs = f"slot {now.signing} signs with key {now.slots[now.signing]}"
        screen.print(f"  {signs}: {now.stage.value}{waiting}\n", soft_wrap=True)
        return
    longest = took((keys.longest_link() + 2 * SPREADS).total_seconds())
    with step("key", f"replacing: {longest} at most; after Ctrl-C the next call goes on") as current:
        done = rotate_key(keys, clock, current.doing)
        current.done(f"number {done.slots[done.signing]}, in slot {done.signing}")
    screen.print()
