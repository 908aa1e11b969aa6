"""`souk status`: the local cloud, its environments, their functions and queues."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

import typer
from rich.table import Table

from souk.base import console
from souk.base.console import heading, line, screen
from souk.base.paths import Paths
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment, list_environments
from souk.cloud.naming import GIVEN_UP
from souk.cloud.outputs import by_service
from souk.cloud.queues import depth
from souk.cloud.stacks import COMPLETE
from souk.commands.options import AsJson, OnAws, chosen, paths
from souk.local import cloud, edge_status, processes
from souk.local.cloud import Cloud, saved_at
from souk.local.edge_status import EdgeStatus
from souk.programs import status as program_status
from souk.programs.status import ProgramStatus


@dataclass(frozen=True)
class ServiceStatus:
    """The functions and queues of a service."""

    name: str
    functions: dict[str, bool]
    """Whether each can run, by its name within the service."""
    waiting: int
    in_flight: int
    dead: int
    """Messages in its dead-letter queue."""


@dataclass(frozen=True)
class EnvironmentStatus:
    """The state of an environment."""

    name: str
    state: str
    services: list[ServiceStatus]
    given_up: int
    """Batches that the reader of a stream could not handle."""
    applications: dict[str, str]
    """The state of each application's stack."""
    programs: list[ProgramStatus] = field(default_factory=list)
    """Programs that run on instances on AWS, and as processes of this machine."""


@dataclass(frozen=True)
class Machine:
    """The resources of this machine that the local cloud uses."""

    endpoint_url: str
    process: int
    up_seconds: float
    memory_bytes: int
    function_processes: int
    saved_seconds_ago: float | None
    """None before the first save."""


def status(
    env: Annotated[str | None, typer.Option("--env", "-e", help="Only this environment.")] = None,
    as_json: AsJson = False,
    on_aws: OnAws = False,
) -> None:
    """Show services, queues and memory of the environments."""
    here = None if on_aws else machine(paths(), cloud.require(paths()))
    edge = None if on_aws else edge_status.read(paths())
    aws = chosen(on_aws)
    environments = [Environment(env, aws)] if env else list_environments(aws).values()
    statuses = [read(each, () if on_aws else program_status.read(paths(), each)) for each in environments]
    if as_json:
        console.print_json(public(here, statuses, edge))
    else:
        show(here, statuses, edge)


def read(environment: Environment, programs: Iterable[ProgramStatus] = ()) -> EnvironmentStatus:
    """The status of an environment, in any state of its stack."""
    stack = environment.find_stack() or environment.require_stack()
    aws, outputs, plugs = environment.aws, environment.core_outputs, plugs_of(environment)
    of_services = environment.service_outputs
    queues, dlqs = by_service(of_services, "QueueUrl"), by_service(of_services, "DlqUrl")
    services = [
        ServiceStatus(name, plugs.get(name, {}), *_count(aws, queues.get(name)), sum(_count(aws, dlqs.get(name))))
        for name in sorted({*plugs, *queues})
    ]
    given_up = sum(_count(aws, outputs[GIVEN_UP])) if GIVEN_UP in outputs else 0
    applications = {each.application: each.status for each in environment.stacks if each.application}
    return EnvironmentStatus(environment.name, stack.status, services, given_up, applications, [*programs])


def machine(paths: Paths, running: Cloud) -> Machine:
    """The memory and age of the local cloud's processes."""
    pids = processes.tree(running.pid)
    now, saved = time.time(), saved_at(paths)
    memory = processes.memory_bytes(pids)
    up, ago = now - running.started_at, now - saved if saved else None
    return Machine(running.endpoint_url, running.pid, up, memory, len(pids) - 1, ago)


def public(
    local: Machine | None, environments: Sequence[EnvironmentStatus], edge: EdgeStatus | None = None
) -> dict[str, Any]:
    """The object that `--json` prints; on AWS without a local cloud."""
    machine = {"local_cloud": asdict(local), "edge": asdict(edge) if edge else None} if local else {}
    return machine | {"environments": [asdict(environment) for environment in environments]}


def show(local: Machine | None, environments: Sequence[EnvironmentStatus], edge: EdgeStatus | None = None) -> None:
    """Print the status for people."""
    heading("souk status")
    if local:
        up = console.took(local.up_seconds)
        line("local cloud", f"{local.endpoint_url}  [dim]process {local.process}, up {up}[/]")
        size = console.size(local.memory_bytes)
        line("memory", f"{size}  [dim]the cloud and {local.function_processes} function processes[/]")
        ago = local.saved_seconds_ago
        line("saved", "nothing yet" if ago is None else f"{console.took(ago)} ago")
    if edge:
        _show_edge(edge)
    for environment in environments:
        _show_environment(environment)
    if not environments:
        screen.print("\n  There is no environment; `souk up` creates one.")
    screen.print()


def _show_edge(edge: EdgeStatus) -> None:
    if edge.state != edge_status.RUNNING:
        line("edge", f"[red]{edge.state}[/]: `souk up` starts it again", mark="[red]✗[/]")
        return
    line("edge", f"{edge.url}  [dim]process {edge.process}, {console.size(edge.memory_bytes)}[/]")
    where = f"{console.size(edge.cached_in_memory_bytes)} in memory, {console.size(edge.cached_on_disk_bytes)} on disk"
    line("cached", f"{edge.objects} objects  [dim]{where}[/]")


def _show_environment(environment: EnvironmentStatus) -> None:
    screen.print(f"\n  [bold]{environment.name}[/]  {_state(environment.state)}")
    programs = {program.application: _described(program, environment.name) for program in environment.programs}
    for application, state in environment.applications.items():
        screen.print(f"    {application}  {_state(state)}  {programs.get(application, '')}")
    screen.print()
    table = Table(box=None, padding=(0, 1, 0, 2), header_style="dim")
    for title in ("service", "functions"):
        table.add_column(title)
    for title in ("waiting", "in flight", "dead"):
        table.add_column(title, justify="right")
    for service in environment.services:
        plugs = " ".join(plug if runs else f"[red]{plug}[/]" for plug, runs in service.functions.items())
        dead = f"[red]{service.dead}[/]" if service.dead else "0"
        table.add_row(service.name, plugs, str(service.waiting), str(service.in_flight), dead)
    screen.print(table)
    if environment.given_up:
        given_up = f"[red]{environment.given_up}[/]"
        screen.print(
            f"\n  {given_up} batches that the reader of a stream could not handle: find the error with `souk logs`"
        )


def _described(program: ProgramStatus, env: str) -> str:
    if program.state != program_status.RUNNING:
        return f"[red]its program {program.state}[/]: `souk up --env {env}` starts it"
    return f"{program.url}  [dim]process {program.process}, {console.size(program.memory_bytes)}[/]"


def _state(state: str) -> str:
    colour = "green" if state in COMPLETE else "yellow" if state.endswith("IN_PROGRESS") else "red"
    return f"[{colour}]{state.lower().replace('_', ' ')}[/]"


def plugs_of(environment: Environment) -> dict[str, dict[str, bool]]:
    """The functions of each service by their names within it, and whether each can run."""
    plugs: dict[str, dict[str, bool]] = {}
    states = {
        function["FunctionName"]: function.get("State", "Active")
        for page in environment.aws.functions.get_paginator("list_functions").paginate()
        for function in page["Functions"]
    }
    for function in sorted(environment.functions, key=lambda function: (function.kind, function.plug)):
        plugs.setdefault(function.service, {})[function.plug] = states.get(function.name) in ("Active", "Inactive")
    return plugs


def _count(aws: Aws, queue_url: str | None) -> tuple[int, int]:
    """Messages waiting and in flight; none for a service without a queue."""
    return depth(aws, queue_url) if queue_url else (0, 0)
