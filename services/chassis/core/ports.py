"""Ports by type: a function gets the implementations that its annotations name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from inspect import signature
from typing import Any, get_type_hints

from chassis.core.events import Event, Reactions

Ports = Mapping[Any, object]


class Deferred:
    """An implementation that is built at first use, since most invocations don't need what it imports."""

    def __init__(self, build: Callable[[], object]) -> None:
        self._build = build

    def __getattr__(self, name: str) -> Any:
        return getattr(self._implementation, name)

    @cached_property
    def _implementation(self) -> object:
        return self._build()


class MissingPort(Exception):
    """A reaction names a port without an implementation."""


def bind(reaction: Callable[..., None], ports: Ports) -> Callable[[Any], None]:
    """The reaction with its ports, to be called with the event. Raises MissingPort."""
    _, *names = signature(reaction).parameters
    types = get_type_hints(reaction)
    missing = [name for name in names if types.get(name) not in ports]
    if missing:
        where = f"{reaction.__module__}.{reaction.__qualname__}"
        advice = "annotate it, and add its type to the ports of the handler"
        raise MissingPort(f"{where}: no implementation for {', '.join(missing)}; {advice}")
    return partial(reaction, **{name: ports[types[name]] for name in names})


def bind_all(reactions: Reactions, ports: Ports) -> dict[str, tuple[type[Event], Callable[[Any], None]]]:
    """Each reaction with its ports, and its event type, by the key of the event. Raises MissingPort."""
    return {event_type.key(): (event_type, bind(reaction, ports)) for event_type, reaction in reactions.items()}
