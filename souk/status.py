"""`souk status`: the local cloud, its environments, their functions and queues, at a glance."""

import time
from dataclasses import dataclass

from rich.table import Table

from souk import console, stack
from souk.aws import Aws
from souk.console import heading, line, screen
from souk.functions import functions
from souk.local import processes
from souk.local.cloud import Cloud, saved_at
from souk.outputs import services
from souk.places import Places


@dataclass(frozen=True)
class Depth:
    """How much waits in a queue."""

    service: str
    waiting: int
    in_flight: int
    failed: int
    """Messages in its dead-letter queue: somebody should look."""


def show(places: Places, cloud: Cloud, aws: Aws, only: str | None) -> None:
    """Draw it."""
    names = stack.environments(aws)
    if only is not None and only not in names:
        stack.require(aws, only)
    heading("souk status")
    pids = processes.tree(cloud.pid)
    memory = console.size(processes.memory_bytes(pids))
    up = console.took(time.time() - cloud.started_at)
    line("local cloud", f"{cloud.endpoint_url}  [dim]process {cloud.pid}, up {up}[/]")
    line("memory", f"{memory}  [dim]the cloud and {len(pids) - 1} function processes[/]")
    line("saved", _saved(saved_at(places)))
    for env in names if only is None else [only]:
        _show_environment(aws, env)
    if not names:
        screen.print("\n  No environment yet; `souk up` makes one.")
    screen.print()


def _saved(at: float) -> str:
    return f"{console.took(time.time() - at)} ago" if at else "nothing yet"


def depths(aws: Aws, outputs: dict[str, str]) -> list[Depth]:
    """The queues of an environment."""
    found = []
    for service in services(outputs):
        queue, dlq = outputs.get(f"{service.capitalize()}QueueUrl"), outputs.get(f"{service.capitalize()}DlqUrl")
        if queue and dlq:
            waiting, in_flight = _count(aws, queue)
            found.append(Depth(service, waiting, in_flight, sum(_count(aws, dlq))))
    return found


def _show_environment(aws: Aws, env: str) -> None:
    found = stack.find(aws, env)
    if found is None:
        return
    colour = "green" if found.is_complete else "yellow" if found.status.endswith("IN_PROGRESS") else "red"
    screen.print(f"\n  [bold]{env}[/]  [{colour}]{found.status.lower().replace('_', ' ')}[/]\n")
    table = Table(box=None, padding=(0, 1, 0, 2), header_style="dim")
    for title in ("service", "functions"):
        table.add_column(title)
    for title in ("waiting", "in flight", "dead"):
        table.add_column(title, justify="right")
    plugs = plugs_of(aws, env)
    for depth in depths(aws, found.outputs):
        failed = f"[red]{depth.failed}[/]" if depth.failed else "0"
        own = " ".join(plugs.get(depth.service, []))
        table.add_row(depth.service, own, str(depth.waiting), str(depth.in_flight), failed)
    screen.print(table)
    given_up = sum(_count(aws, found.outputs["GivenUpUrl"])) if "GivenUpUrl" in found.outputs else 0
    if given_up:
        screen.print(f"\n  [red]{given_up}[/] batches that the reader of a stream gave up on: `souk logs` tells why")


def plugs_of(aws: Aws, env: str) -> dict[str, list[str]]:
    """The plugs of each service; one that cannot run is red."""
    found: dict[str, list[str]] = {}
    states = {
        function["FunctionName"]: function.get("State", "Active")
        for page in aws.functions.get_paginator("list_functions").paginate()
        for function in page["Functions"]
    }
    for each in sorted(functions(aws, env), key=lambda each: (each.kind, each.plug)):
        well = states.get(each.name) in ("Active", "Inactive")
        found.setdefault(each.service, []).append(each.plug if well else f"[red]{each.plug}[/]")
    return found


def _count(aws: Aws, queue_url: str) -> tuple[int, int]:
    found = aws.sqs.get_queue_attributes(
        QueueUrl=queue_url,
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    return int(found["ApproximateNumberOfMessages"]), int(found["ApproximateNumberOfMessagesNotVisible"])
