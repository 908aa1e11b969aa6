"""`souk replay`: makes a read model anew from the events of the past, of this environment or of another one."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

import manifest
from souk.base.console import Step, heading, screen, step
from souk.base.errors import SoukError
from souk.cloud import event_archive, outputs
from souk.cloud.clients import Aws
from souk.cloud.event_archive import Past
from souk.cloud.naming import Service
from souk.cloud.stack import name_of
from souk.cloud.versions import ALIAS
from souk.commands.options import Env, OnAws, chosen

AT_ONCE = 100
SECONDS_TO_PAUSE = 120.0
LOCAL_BATCH_SECONDS = 3.0
"""The emulator says that a reader is paused while it still has a batch in hand."""


@dataclass(frozen=True)
class Model:
    """A read model, with its functions' names in the environment."""

    function: str
    reader: str | None


def models() -> dict[str, Model]:
    """The read models of all services, as their manifests declare them."""
    return {
        name: Model(service.function(model.function), service.function(model.reader) if model.reader else None)
        for package in manifest.names()
        for service in (Service.of_package(package),)
        for name, model in manifest.load(package).read_models.items()
    }


def replay(
    model: Annotated[str, typer.Argument(help="The read model, as its service's service.toml names it.")],
    env: Env = "dev",
    source: Annotated[str | None, typer.Option("--from", help="Take the events of this environment instead.")] = None,
    on_aws: OnAws = False,
) -> None:
    """Make a read model anew from all events. Sends no mail. Safe to repeat, also after it was interrupted."""
    replayable = models()
    if model not in replayable:
        raise SoukError(f"there is no read model `{model}`", f"there are: {', '.join(replayable)}")
    chosen_model, aws = replayable[model], chosen(on_aws)
    told = outputs.read(aws, env, {})
    taken_from = told if source is None else outputs.read(aws, source, {})
    heading("souk replay", f"{model} of {env}, from the events of {taken_from.env}")
    with paused(aws, env, chosen_model.reader):
        # Only now, so that all the reader has seen is among them.
        with step("events", "reading the archive and the log") as current:
            past = event_archive.read(aws, taken_from)
            current.done(f"{len(past)} events")
        if chosen_model.reader:
            with step("forget", "what was made of them") as current:
                _send(aws, env, chosen_model, "forget", past, current)
        with step("apply") as current:
            waiting = _send(aws, env, chosen_model, "apply", past, current)
            while waiting:
                again = _send(aws, env, chosen_model, "apply", waiting, current)
                if len(again) == len(waiting):
                    raise SoukError(
                        f"{len(again)} events wait for others that are not among them, the first is {again[0].id}",
                        "all others were applied; is the archive complete?",
                    )
                waiting = again
    screen.print()


@contextmanager
def paused(aws: Aws, env: str, reader: str | None) -> Iterator[None]:
    """While the block runs, this function reads no log; it goes on where it was, however the block ends."""
    mappings = _mappings(aws, env, reader) if reader else []
    try:
        for mapping in mappings:
            _switch(aws, mapping, on=False)
        if mappings and aws.endpoint_url:
            time.sleep(LOCAL_BATCH_SECONDS)
        yield
    finally:
        for mapping in mappings:
            _switch(aws, mapping, on=True)


def _mappings(aws: Aws, env: str, reader: str) -> list[str]:
    function = f"{name_of(env)}-{reader}:{ALIAS}"
    found = aws.functions.list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    return [mapping["UUID"] for mapping in found]


def _switch(aws: Aws, mapping: str, *, on: bool) -> None:
    """Wait until it is so: a batch that is being handled is handled to its end."""
    aws.functions.update_event_source_mapping(UUID=mapping, Enabled=on)
    deadline = time.monotonic() + SECONDS_TO_PAUSE
    while aws.functions.get_event_source_mapping(UUID=mapping)["State"] != ("Enabled" if on else "Disabled"):
        if time.monotonic() > deadline:
            raise SoukError("the reader of the log can't be paused", "try again later; nothing was changed")
        time.sleep(0.5)


def _send(aws: Aws, env: str, model: Model, phase: str, past: Sequence[Past], current: Step) -> list[Past]:
    """Hand the events over in order; answers those that have to wait for others."""
    waiting: set[str] = set()
    for start in range(0, len(past), AT_ONCE):
        some = [event.wire for event in past[start : start + AT_ONCE]]
        answer = aws.functions.invoke(
            FunctionName=f"{name_of(env)}-{model.function}",
            Qualifier=ALIAS,
            Payload=json.dumps({"phase": phase, "events": some}),
        )
        if "FunctionError" in answer:
            raise SoukError(
                f"{model.function} failed between event {start} and {start + len(some)}",
                f"`souk logs --env {env}` tells why; run it again then",
            )
        waiting |= set(json.loads(answer["Payload"].read())["not_yet"])
        current.doing(f"{start + len(some)} of {len(past)}")
    current.done(f"{len(past) - len(waiting)} events")
    return [event for event in past if event.id in waiting]
