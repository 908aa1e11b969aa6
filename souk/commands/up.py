"""`souk up`: from nothing, or from anything in between, to an environment that works."""

from dataclasses import replace
from typing import Annotated

import typer

from souk.base.console import heading, screen, step
from souk.base.lock import exclusive
from souk.base.paths import Places
from souk.cloud import demo_users, outputs, seed, stack, versions
from souk.cloud.clients import Aws, local_aws
from souk.cloud.restore import put_back
from souk.commands.options import Env, places
from souk.deploy import build, deploy
from souk.local import cloud, emulator, ports
from souk.local.cloud import Cloud
from souk.local.preflight import check_machine

NEXT = (
    ("demo", "watch an order travel"),
    ("outputs", "every address and name"),
    ("mail", "what was sent"),
    ("logs -f", "what the functions say"),
    ("status", "what runs, and how it is"),
)


def up(
    env: Env = "dev",
    port: Annotated[
        str | None, typer.Option(envvar="SOUK_PORT", help="Port of the local cloud; `auto` for a free one.")
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(envvar="SOUK_CONCURRENCY", min=1, help="Most processes of one function, from the next start on."),
    ] = None,
) -> None:
    """Start the local cloud, build, deploy and seed an environment. Safe to repeat."""
    bring_up(places(), env, ports.parse(port), concurrency)


def bring_up(places: Places, env: str, requested_port: int | None, concurrency: int | None) -> None:
    """Bring the environment up, doing only what is not done yet."""
    check_machine(places)
    heading("souk up", env)
    with exclusive(places, "souk up"):
        fresh, local = _cloud(places, requested_port, concurrency)
        aws = local_aws(local.endpoint_url)
        deployed = _deploy(deploy.Deployment(places, env, local.endpoint_url), local, aws)
        # Also where there was nothing to deploy: a canary may have been killed while it sang.
        versions.settle_all(aws, env)
        facts = outputs.read(aws, env, demo_users.keep(aws, env))
        outputs.describe(places, facts)
        if fresh or deployed:
            with step("warm", "starting every function once") as current:
                current.done(f"{emulator.warm(aws, facts)} functions")
        with step("seed", "products and people") as current:
            seeded = seed.seed(aws, facts)
            if seeded:
                current.doing("waiting until its events are handled")
                settled = seed.settle(aws, facts)
                seeded = replace(seeded, settled=settled)
            current.done(str(seeded))
    there = "" if env == "dev" else f" --env {env}"
    screen.print(f"\n  [bold]{env}[/] is up on {local.endpoint_url}\n")
    for command, meaning in NEXT:
        screen.print(f"    souk {command + there:<24}[dim]{meaning}[/]")
    screen.print()


def _cloud(places: Places, requested: int | None, concurrency: int | None) -> tuple[bool, Cloud]:
    """The local cloud, and whether it had to be started."""
    with step("local cloud", "starting") as current:
        found = cloud.running(places)
        if found is not None and found.is_healthy():
            ports.choose(requested, found.port, ports.free)
            current.done(f"already on {found.endpoint_url}")
            return False, found
        if found is not None:
            current.doing("it no longer answers: starting it again")
            cloud.stop(places, found)
        port = ports.choose(requested, ports.remembered(places), ports.free)
        started = cloud.start(places, port, concurrency)
        current.done(started.endpoint_url)
        return True, started


def _deploy(deployment: deploy.Deployment, local: Cloud, aws: Aws) -> bool:
    """Build and deploy what changed; False when the environment already is what the checkout says."""
    wanted = deployment.fingerprint()
    existing = stack.find(aws, deployment.env)
    if existing is not None and existing.is_complete and deploy.deployed(aws, deployment.env) == wanted:
        with step("deploy") as current:
            current.done("nothing changed")
        return False
    with step("build", "sam build") as current:
        built = build.build(deployment.places, deployment.env, current.doing)
        current.done("artifacts of this machine's kind" if built else "nothing changed")
    with step("deploy", "sam deploy") as current:
        if existing is not None and deploy.is_of_dev(aws, deployment.env):
            current.doing("taking out what `souk dev` has brought")
            put_back(aws, deployment.env)
        result = deploy.deploy(deployment, local, aws, current.doing)
        current.doing("what the emulator needs besides")
        emulator.complete(aws, deployment.env)
        deploy.note_deployed(aws, deployment.env, wanted)
        current.done(result)
    return True
