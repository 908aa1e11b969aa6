"""`souk updates`: the firmware of the gadgets, released as signed updates."""

from pathlib import Path
from typing import Annotated

import typer
from securesystemslib.signer import CryptoSigner

from souk.base.console import heading, screen, size, step
from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.commands import options
from souk.commands.options import Env, OnAws
from updates.commands import keys, repository
from updates.commands.firmware import Firmware
from updates.commands.shelf import Bucket

APPLICATION = "updates"

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Releases of firmware, signed for the gadgets.")


@app.command()
def init(
    env: Env = "dev",
    on_aws: OnAws = False,
    root_key: Annotated[
        Path | None, typer.Option(help="File for the root key. Default: .souk/updates/ENV/root-key.pem.")
    ] = None,
) -> None:
    """Make an environment's repository and its keys. Move the root key off this machine afterwards."""
    environment = options.deployed(env, on_aws)
    bucket, folder = shelf(environment), options.paths().home / "updates" / f"{env}{'@aws' if on_aws else ''}"
    key_file = root_key or folder / "root-key.pem"
    heading("souk updates init", env)
    with step("repository", "signing") as current:
        if bucket.read(repository.FIRST_ROOT):
            raise SoukError(f"`{env}` has a repository already", "`souk updates publish` adds a release")
        root = CryptoSigner.generate_ed25519()
        keys.write_offline(key_file, root)
        keyring = keys.ensure(environment.aws.ssm, env)
        trusted = repository.create(bucket, root, keyring, repository.utc_now())
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "root.json").write_bytes(trusted)
        current.done("made, without releases")
    screen.print(f"\n    {key_file}\n      the root key: move it off this machine, it replaces the other keys")
    screen.print(f"    {folder / 'root.json'}\n      gadgets are delivered with it\n")


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
    environment = options.deployed(env, on_aws)
    bucket = shelf(environment)
    keyring = keys.load(environment.aws.ssm, env)
    heading("souk updates publish", f"{gadget} {version}, {env}")
    with step("release", "signing") as current:
        total = 0

        def sent(count: int) -> None:
            nonlocal total
            total += count
            current.doing(f"{size(total)} of {size(firmware.size)}")

        name = repository.publish(bucket, keyring, firmware, repository.utc_now(), sent)
        current.done(name.removeprefix("targets/")[:24])
    screen.print()


@app.command()
def renew(env: Env = "dev", on_aws: OnAws = False) -> None:
    """Sign the metadata again, at least once a week: gadgets refuse what is older, lest they be held at a release."""
    environment = options.deployed(env, on_aws)
    bucket, keyring = shelf(environment), keys.load(environment.aws.ssm, env)
    heading("souk updates renew", env)
    with step("metadata", "signing") as current:
        repository.renew(bucket, keyring, repository.load(bucket), repository.utc_now())
        current.done("valid for another week")
    screen.print()


def shelf(environment: Environment) -> Bucket:
    """The bucket of an environment's repository. Raises SoukError where the application isn't deployed."""
    outputs = environment.outputs.applications.get(APPLICATION)
    if not outputs:
        raise SoukError(f"`{environment.name}` has no application `{APPLICATION}`", "`souk up` deploys it")
    return Bucket(environment.aws.s3, outputs["FirmwareBucket"])
