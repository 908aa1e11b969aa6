"""`souk up`: from nothing, or from any intermediate state, to a working environment."""

from dataclasses import replace
from typing import Annotated

import typer

from souk.base.console import heading, screen, step
from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Paths
from souk.cloud import demo_users, seed, versions
from souk.cloud.clients import local_aws
from souk.cloud.environment import Environment, list_environments
from souk.cloud.naming import new_environment_name
from souk.cloud.outputs import write_environment_file
from souk.commands import pages
from souk.commands.options import Env, paths
from souk.environments import after_deployment, update
from souk.local import cloud, code_version, edge_addresses, edge_process, emulator, ports
from souk.local.cloud import Cloud
from souk.local.preflight import check_machine
from souk.programs import start

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
    edge_port: Annotated[
        str | None,
        typer.Option(
            envvar="SOUK_EDGE_PORT", help="Port of the edge for HTTP, the next for HTTPS; `auto` for free ones."
        ),
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(envvar="SOUK_CONCURRENCY", min=1, help="Most processes of one function, after the next start."),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Of the applications only this one. May repeat.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="All applications but this one. May repeat.")
    ] = None,
) -> None:
    """Start the local cloud, build, deploy and seed an environment. Safe to repeat."""
    new_environment_name(env)
    here, requested_port = paths(), ports.parse(port)
    # Where the cloud's usual port is taken, so are those of the edge.
    requested_edge_port = ports.parse(edge_port or ("auto" if port == "auto" else None))
    check_machine(here)
    selection = update.Selection.of(here.root, only or (), without or ())
    heading("souk up", env)
    with exclusive(here, "souk up"):
        is_started, local = start_cloud(here, requested_port, concurrency)
        _edge(here, local, is_started, selection, requested_edge_port)
        environment = Environment(env, local_aws(local.endpoint_url))
        result = bring_environment_up(here, environment, local, is_started, selection)
    if failures := _failures(env, result):
        raise SoukError("\n".join(failures), "correct that, then `souk up` again")
    there = "" if env == "dev" else f" --env {env}"
    screen.print(f"\n  [bold]{env}[/] is up on {local.endpoint_url}\n")
    for command, meaning in NEXT:
        screen.print(f"    souk {command + there:<24}[dim]{meaning}[/]")
    screen.print()
    pages.show(here, environment)


def bring_environment_up(
    paths: Paths,
    environment: Environment,
    local: Cloud,
    is_started: bool,
    selection: update.Selection | None = None,
) -> update.Result:
    """Deploy and seed the environment; `is_started`: the local cloud has just been started.

    The result has the applications and the seeds that failed. The core raises SoukError.
    """
    chosen = selection or update.Selection.of(paths.root)
    result = update.update(paths, environment, local, chosen)
    # Also if nothing was deployed: a canary may have been killed midway.
    versions.publish_changed(environment)
    demo_users.ensure(environment)
    write_environment_file(paths, edge_addresses.outputs(paths, environment))
    if is_started or result.deployed:
        with step("warm", "starting every function once") as current:
            current.done(f"{emulator.warm(environment)} functions")
    # A started cloud has the environments of before, whose programs were stopped with it.
    others = list_environments(environment.aws).values() if is_started else ()
    for each in (environment, *(other for other in others if other.name != environment.name)):
        result.failed.extend(start.start_all(paths, each))
    with step("seed", "each service's own data") as current:
        seeded = seed.seed(environment)
        if seeded:
            current.doing("waiting until its events are handled")
            seeded = replace(seeded, settled=seed.settle(environment))
        current.done(str(seeded))
    if seeded.failed:
        paths.keep_error(ExceptionGroup("seeds", [*seeded.failed.values()]))
    names = [application.name for application in chosen.applications]
    result.failed.extend(after_deployment.run_all(paths, environment, names, result.deployed))
    return replace(result, unseeded=seeded.failures)


def _failures(env: str, result: update.Result) -> list[str]:
    """The failures, for people."""
    failures: list[str] = []
    if result.failed:
        failures += [f"{len(result.failed)} of {env}'s stacks failed, the others are up", *result.failed]
    if result.unseeded:
        failures += [f"{len(result.unseeded)} of {env}'s services lack their own data", *result.unseeded]
    return failures


def start_cloud(paths: Paths, requested: int | None, concurrency: int | None) -> tuple[bool, Cloud]:
    """The local cloud, and whether it had to be started: one of older code is, too, with its data."""
    with step("local cloud", "starting") as current:
        running, reason = cloud.running(paths), ""
        if running is not None and running.is_healthy():
            ports.choose(requested, running.port, ports.free)
            if running.code == code_version.of_cloud(paths):
                current.done(f"already on {running.endpoint_url}")
                return False, running
            reason = "its code changed"
            cloud.save(running)
        elif running is not None:
            reason = "it no longer answered"
        if running is not None:
            current.doing(f"{reason}: starting it again")
            cloud.stop(paths, running)
        port = ports.choose(requested, ports.remembered(paths), ports.free)
        started = cloud.start(paths, port, concurrency)
        current.done(f"{started.endpoint_url}, started again: {reason}" if reason else started.endpoint_url)
        return True, started


def _edge(paths: Paths, local: Cloud, is_started: bool, selection: update.Selection, requested: int | None) -> None:
    """Start the edge, unless there is nothing for it to serve."""
    templates = [paths.root / stack.template for stack in (selection.core, *selection.applications)]
    if not edge_process.is_wanted(paths, templates):
        return
    with step("edge", "starting") as current:
        before = edge_process.running(paths)
        if before is None and edge_process.recorded(paths):
            current.doing("it has ended: starting it again")
        if is_started:
            # After a crash the cloud has older data than the objects that the edge may have cached.
            edge_process.stop_any(paths)
        edge = edge_process.start(paths, local.endpoint_url, requested)
        if edge == before:
            current.done(f"already on {edge.url}")
            return
        is_old = before is not None and before.code != edge.code and not is_started
        current.done(f"{edge.url}, started again: its code changed" if is_old else edge.url)
