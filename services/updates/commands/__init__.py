"""`souk updates`: the firmware of the gadgets, released as signed updates."""

from pathlib import Path
from typing import Annotated

import typer

from souk.base.console import heading, screen, size, step
from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.commands import options
from souk.commands.options import Env, OnAws
from updates.commands import keys, repository, rotation
from updates.commands.firmware import Firmware
from updates.commands.keys import Keyring
from updates.commands.shelf import Bucket

APPLICATION = "updates"
ROOT_KEY, ROOT = "root-key.pem", "root.json"

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Releases of firmware, signed for the gadgets.")


@app.command()
def init(
    env: Env = "dev",
    on_aws: OnAws = False,
    root_key: Annotated[
        Path | None,
        typer.Option(help="File of the root key, made if missing. Needed with --aws; else in .souk/updates/."),
    ] = None,
) -> None:
    """Make an environment's repository and its keys. Move the root key off this machine afterwards."""
    if on_aws and root_key is None:
        # .souk may be erased at any time; without this key nobody can replace the others.
        raise SoukError("the root key of an environment on AWS needs a safe place", "name a file with --root-key FILE")
    environment, paths = options.deployed(env, on_aws), options.paths()
    bucket, description = shelf(environment), paths.description(env, on_aws)
    key_file = root_key or paths.home / APPLICATION / description.stem / ROOT_KEY
    # Where the SDK looks for it.
    trusted = description.with_suffix("") / APPLICATION / ROOT
    heading("souk updates init", env)
    with step("repository", "signing") as current:
        if present := bucket.read(repository.FIRST_ROOT):
            _keep(trusted, present.content)
            raise SoukError(f"`{env}` has a repository already", f"its root is in {paths.shown(trusted)}")
        root, keyring = keys.offline(key_file), keys.ensure(environment.aws.ssm, env)
        _keep(trusted, repository.create(bucket, root, keyring, repository.utc_now()))
        current.done("made, without releases")
    screen.print(
        f"\n  [bold]{paths.shown(key_file)}[/]  [dim]the root key: move it off this machine[/]", soft_wrap=True
    )
    screen.print(f"  [bold]{paths.shown(trusted)}[/]  [dim]gadgets are delivered with it[/]\n", soft_wrap=True)


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(help="The firmware.")],
    gadget: Annotated[str, typer.Option(metavar="MODEL", help="The model that it is for.")],
    version: Annotated[str, typer.Option(help="Three numbers, higher than those of the last release.")],
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Sign and publish a release. Devices see all of it or nothing."""
    firmware = Firmware.of(file, gadget, version)
    bucket, keyring = opened(options.deployed(env, on_aws))
    heading("souk updates publish", f"{gadget} {version}, {env}")
    with step("release", "reading") as current:
        total = 0

        def sent(count: int) -> None:
            nonlocal total
            total += count
            current.doing(f"storing {size(total)} of {size(firmware.size)}")

        repository.publish(bucket, keyring, firmware, repository.utc_now(), sent)
        current.done(f"{size(firmware.size)}; devices see it within a minute")
    screen.print()


@app.command()
def renew(env: Env = "dev", on_aws: OnAws = False) -> None:
    """Sign the metadata again, at least once a week: gadgets refuse what is older, lest they be held at a release."""
    bucket, keyring = opened(options.deployed(env, on_aws))
    heading("souk updates renew", env)
    with step("metadata", "signing") as current:
        repository.renew(bucket, keyring, repository.load(bucket), repository.utc_now())
        current.done("valid for another week")
    screen.print()


@app.command()
def rotate(
    root_key: Annotated[Path, typer.Option(help="File of the root key.")],
    env: Env = "dev",
    on_aws: OnAws = False,
) -> None:
    """Replace the keys in the parameter store, by the root key: once a year at least, or when one was stolen."""
    environment, paths = options.deployed(env, on_aws), options.paths()
    bucket, keyring = shelf(environment), Keyring.generate()
    if not root_key.is_file():
        raise SoukError(f"there is no root key in {root_key}", "bring it back to this machine for a moment")
    heading("souk updates rotate", env)
    with step("keys", "signing") as current:
        root = rotation.rotate(bucket, keys.offline(root_key), keyring, repository.utc_now())
        keys.store(environment.aws.ssm, env, keyring, replace=True)
        _keep(paths.description(env, on_aws).with_suffix("") / APPLICATION / ROOT, root)
        current.done("replaced; gadgets notice by themselves")
    screen.print()


def shelf(environment: Environment) -> Bucket:
    """The bucket of an environment's repository. Raises SoukError where the application isn't deployed."""
    stack = environment.find_stack(APPLICATION)
    if stack is None or not stack.is_complete:
        deploy = f"`souk up --env {environment.name}`" if environment.is_local else "`make deploy`"
        raise SoukError(f"`{environment.name}` has no application `{APPLICATION}`", f"{deploy} deploys it")
    return Bucket(environment.aws.s3, stack.outputs["FirmwareBucket"])


def opened(environment: Environment) -> tuple[Bucket, Keyring]:
    """The repository of an environment and its keys. Raises SoukError where one of them is missing."""
    bucket, env = shelf(environment), environment.name
    if bucket.read(repository.FIRST_ROOT) is None:
        raise SoukError(f"`{env}` has no repository of updates yet", f"`souk updates init --env {env}` makes it")
    return bucket, keys.load(environment.aws.ssm, env)


def _keep(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
