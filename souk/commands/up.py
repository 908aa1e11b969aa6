"""`souk up`: from nothing, or from any intermediate state, to a working environment."""

from dataclasses import replace
from typing import Annotated

import typer

from souk.base.console import heading, screen, step
from souk.base.lock import exclusive
from souk.base.paths import Paths
from souk.cloud import demo_users, seed, versions
from souk.cloud.clients import local_aws
from souk.cloud.environment import Environment
from souk.cloud.naming import new_environment_name
from souk.cloud.outputs import write_environment_file
from souk.cloud.restore import restore
from souk.commands.options import Env, paths
from souk.deploy import build, deploy
from souk.local import cloud, emulator, ports
from souk.local.cloud import Cloud
from souk.local.preflight import check_machine

NEXT = (
    ("demo", "follow an order"),
    ("outputs", "every address and name"),
    ("mail", "the mail it sent"),
    ("logs -f", "the functions' log lines"),
    ("status", "the state of every service"),
)


def up(
    env: Env = "dev",
    port: Annotated[
        str | None, typer.Option(envvar="SOUK_PORT", help="Port of the local cloud; `auto` for a free one.")
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(envvar="SOUK_CONCURRENCY", min=1, help="Most processes of one function, after the next start."),
    ] = None,
) -> None:
    """Start the local cloud, build, deploy and seed an environment. Safe to repeat."""
    bring_up(paths(), env, ports.parse(port), concurrency)


def bring_up(paths: Paths, env: str, requested_port: int | None, concurrency: int | None) -> None:
    """Bring the local cloud and the environment up, skipping the steps that are up to date."""
    new_environment_name(env)
    check_machine(paths)
    heading("souk up", env)
    with exclusive(paths, "souk up"):
        is_started, local = _cloud(paths, requested_port, concurrency)
        bring_environment_up(paths, Environment(env, local_aws(local.endpoint_url)), local, is_started)
    there = "" if env == "dev" else f" --env {env}"
    screen.print(f"\n  [bold]{env}[/] is up on {local.endpoint_url}\n")
    for command, meaning in NEXT:
        screen.print(f"    souk {command + there:<24}[dim]{meaning}[/]")
    screen.print()


def bring_environment_up(paths: Paths, environment: Environment, local: Cloud, is_started: bool) -> None:
    """Deploy and seed the environment; `is_started`: the local cloud has just been started."""
    is_deployed = _deploy(deploy.Deployment(paths, environment), local)
    # Also if nothing was deployed: a canary may have been killed midway.
    versions.publish_changed(environment)
    demo_users.ensure(environment)
    write_environment_file(paths, environment.outputs)
    if is_started or is_deployed:
        with step("warm", "starting every function once") as current:
            current.done(f"{emulator.warm(environment)} functions")
    with step("seed", "products and users") as current:
        seeded = seed.seed(environment)
        if seeded:
            current.doing("waiting until its events are handled")
            seeded = replace(seeded, settled=seed.settle(environment))
        current.done(str(seeded))


def _cloud(paths: Paths, requested: int | None, concurrency: int | None) -> tuple[bool, Cloud]:
    """The local cloud, and whether it had to be started."""
    with step("local cloud", "starting") as current:
        running = cloud.running(paths)
        if running is not None and running.is_healthy():
            ports.choose(requested, running.port, ports.free)
            current.done(f"already on {running.endpoint_url}")
            return False, running
        if running is not None:
            current.doing("it no longer answers: starting it again")
            cloud.stop(paths, running)
        port = ports.choose(requested, ports.remembered(paths), ports.free)
        started = cloud.start(paths, port, concurrency)
        current.done(started.endpoint_url)
        return True, started


def _deploy(deployment: deploy.Deployment, local: Cloud) -> bool:
    """Build and deploy the checkout; False if the environment is up to date."""
    environment, fingerprint = deployment.environment, deployment.fingerprint()
    stack = environment.find_stack()
    if stack is not None and stack.is_complete and deploy.deployed(environment) == fingerprint:
        with step("deploy") as current:
            current.done("nothing changed")
        return False
    with step("build", "sam build") as current:
        built = build.build(deployment.paths, environment.name, current.doing)
        current.done("artifacts for this machine" if built else "nothing changed")
    with step("deploy", "sam deploy") as current:
        if stack is not None and deploy.is_of_dev(environment):
            current.doing("restoring the functions that `souk dev` updated")
            restore(environment)
        result = deploy.deploy(deployment, local, current.doing)
        current.doing("completing the emulator's deployment")
        emulator.complete(environment)
        deploy.note_deployed(environment, fingerprint)
        current.done(result)
    return True
