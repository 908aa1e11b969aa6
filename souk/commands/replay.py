"""`souk replay`: rebuilds a read model from the archived events of this environment or another one."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

import manifest
from souk.base.console import Step, heading, screen, step
from souk.base.errors import SoukError
from souk.cloud import event_archive
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.cloud.functions import Function
from souk.cloud.ordered_events import ArchivedEvent, OrderedEvents
from souk.cloud.versions import ALIAS
from souk.commands import options
from souk.commands.options import Env, OnAws

BATCH_SIZE = 100
BATCH_BYTES = 5_000_000
"""Lambda takes 6 MB."""
SECONDS_TO_PAUSE = 120.0
LOCAL_BATCH_SECONDS = 3.0
"""The emulator reports a reader as paused while it still handles a batch."""


def models() -> dict[str, tuple[str, manifest.ReadModel]]:
    """The read models of all services, as their manifests declare them: the service, and its read model."""
    return {
        name: (service, model)
        for service in manifest.names()
        for name, model in manifest.load(service).read_models.items()
    }


def replay(
    model: Annotated[str, typer.Argument(help="The read model, as its service's service.toml names it.")],
    env: Env = "dev",
    source: Annotated[str | None, typer.Option("--from", help="Use the events of this environment instead.")] = None,
    on_aws: OnAws = False,
) -> None:
    """Rebuild a read model from all events. Sends no mail. Safe to interrupt and repeat."""
    replayable = models()
    if model not in replayable:
        raise SoukError(f"there is no read model `{model}`", f"choose one of: {', '.join(replayable)}")
    service, read_model = replayable[model]
    environment = options.deployed(env, on_aws)
    origin = environment if source is None else options.deployed(source, on_aws)
    function = environment.function(service, read_model.function)
    reader = environment.function(service, read_model.reader) if read_model.reader else None
    heading("souk replay", f"{model} of {env}, from the events of {origin.name}")
    with paused(environment, reader):
        # Read after the pause, so that they include all that the reader has applied.
        with step("events", "reading the archive and the stream") as current:
            events = event_archive.read(origin)
            current.done(f"{len(events)} events")
        if reader:
            with step("forget", "resetting the read model") as current:
                send(environment.aws, function, "forget", events, current)
        with step("apply") as current:
            waiting = send(environment.aws, function, "apply", events, current)
            while waiting:
                remaining = send(environment.aws, function, "apply", waiting, current)
                if len(remaining) == len(waiting):
                    first = next(iter(remaining))
                    raise SoukError(
                        f"{len(remaining)} events wait for others that are missing, the first is {first.id}",
                        "all others were applied; check that the archive is complete",
                    )
                waiting = remaining
    screen.print()


@contextmanager
def paused(environment: Environment, reader: Function | None) -> Iterator[None]:
    """Stop a function from reading the stream while the block runs; it continues where it was, even after an error."""
    aws = environment.aws
    mappings = _mappings(aws, reader) if reader else []
    try:
        for mapping in mappings:
            _switch(aws, mapping, on=False)
        if mappings and environment.is_local:
            time.sleep(LOCAL_BATCH_SECONDS)
        yield
    finally:
        for mapping in mappings:
            _switch(aws, mapping, on=True)


def _mappings(aws: Aws, reader: Function) -> list[str]:
    response = aws.functions.list_event_source_mappings(FunctionName=f"{reader.name}:{ALIAS}")
    return [mapping["UUID"] for mapping in response["EventSourceMappings"]]


def _switch(aws: Aws, mapping: str, *, on: bool) -> None:
    """Enable or disable it, and wait until that has taken effect: a running batch is finished first."""
    aws.functions.update_event_source_mapping(UUID=mapping, Enabled=on)
    deadline = time.monotonic() + SECONDS_TO_PAUSE
    while aws.functions.get_event_source_mapping(UUID=mapping)["State"] != ("Enabled" if on else "Disabled"):
        if time.monotonic() > deadline:
            raise SoukError("the reader of the stream can't be paused", "try again later; nothing was changed")
        time.sleep(0.5)


def send(aws: Aws, function: Function, phase: str, events: OrderedEvents, current: Step) -> OrderedEvents:
    """Send the events in order; returns those that have to wait for others."""
    waiting, sent, total = OrderedEvents(), 0, len(events)
    for batch in batches(events):
        response = aws.functions.invoke(
            FunctionName=function.name,
            Qualifier=ALIAS,
            Payload=json.dumps({"phase": phase, "events": [event.wire for event in batch]}),
        )
        if "FunctionError" in response:
            raise SoukError(
                f"{function.short_name} failed between event {sent} and {sent + len(batch)}",
                "find the error with `souk logs`, then replay again",
            )
        not_yet = set(json.loads(response["Payload"].read())["not_yet"])
        waiting.add(event for event in batch if event.id in not_yet)
        sent += len(batch)
        current.doing(f"{sent} of {total}")
    current.done(f"{total - len(waiting)} events")
    return waiting


def batches(events: Iterable[ArchivedEvent]) -> Iterator[list[ArchivedEvent]]:
    """The events in the batches of single invocations."""
    batch: list[ArchivedEvent] = []
    size = 0
    for event in events:
        length = len(json.dumps(event.wire))
        if batch and (len(batch) == BATCH_SIZE or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += length
    if batch:
        yield batch
