"""Who announces what and who listens, as the code says it and as the template does; and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, get_args

from pydantic import BaseModel

from chassis.core.events import Announcement, Event, Reactions
from souk.deploy.template import Resources, of_type

TOPIC, LOG = "EventTopic", "EventStream"


@dataclass(frozen=True)
class Service:
    """What the code of a service says."""

    name: str
    announced: Sequence[type[Announcement]]
    """`EVENTS_OUT`."""
    made: Sequence[type[Announcement]]
    """Every event of its own that its code knows, listed or not."""
    known: Sequence[type[Event]]
    """Every event in `events_in.py`."""
    reactions: Reactions
    """To what its queue brings."""
    log_reactions: Reactions
    """To what it reads from the log of all events."""


@dataclass(frozen=True)
class Subscription:
    """What the template lets into a queue."""

    id: str
    queue: str
    service: str
    """Whose function reads the queue; empty if nobody's does."""
    policy: Mapping[str, Sequence[str]]
    scope: str = "MessageAttributes"

    @property
    def events(self) -> Sequence[str]:
        """The keys of the events that it lets in."""
        return self.policy.get("event", ())


def service(name: str) -> Service:
    """A service, read from its modules."""
    reactions, listened = import_module(f"{name}.reactions"), import_module(f"{name}.events_in")
    return Service(
        name=name,
        announced=import_module(f"{name}.events_out").EVENTS_OUT,
        made=[event for event in _below(Announcement) if event.__module__.split(".")[0] == name],
        known=[event for event in vars(listened).values() if _is_event(event)],
        reactions=reactions.REACTIONS,
        log_reactions=getattr(reactions, "LOG_REACTIONS", {}),
    )


def subscriptions(made: Resources) -> list[Subscription]:
    """What the template subscribes to the topic."""
    readers = dict(_sources(made))
    return [
        Subscription(
            name, queue, readers.get(queue, ""), told.get("FilterPolicy", {}), told.get("FilterPolicyScope", "")
        )
        for name, told in of_type(made, "AWS::SNS::Subscription").items()
        if _id(told["TopicArn"]) == TOPIC and (queue := _id(told["Endpoint"]))
    ]


def log_readers(made: Resources) -> list[str]:
    """The services that have a function at the log of all events."""
    return [reader for stream, reader in _sources(made) if stream == LOG]


def disagreements(services: Sequence[Service], subscribed: Sequence[Subscription], readers: Sequence[str]) -> list[str]:
    """What is announced, listened to or subscribed without anybody having declared it, a line each."""
    announced = {event.key() for each in services for event in each.announced}
    found: list[str] = []
    for each in services:
        found += _undeclared(each)
        found += _unheard(each, announced)
        found += _unsubscribed(each, [some for some in subscribed if some.service == each.name])
        if bool(each.log_reactions) != (each.name in readers):
            missing = "no function at the log" if each.log_reactions else "a function at the log, but no LOG_REACTIONS"
            found.append(f"{each.name} has {missing}")
    names = {each.name for each in services}
    found += [
        f"{some.id} feeds {some.queue}, which no service reads" for some in subscribed if some.service not in names
    ]
    found += [
        f"{some.id} does not filter on the attribute `event` alone"
        for some in subscribed
        if set(some.policy) != {"event"} or some.scope != "MessageAttributes"
    ]
    return found


def fields_of(model: type[BaseModel]) -> Iterator[str]:
    """The fields that a listener reads, down to the leaves: `lines.quantity`."""
    for name, field in model.model_fields.items():
        nested = list(_models_in(field.annotation))
        yield from (f"{name}.{leaf}" for kind in nested for leaf in fields_of(kind)) if nested else (name,)


def _undeclared(each: Service) -> Iterator[str]:
    for event in each.made:
        if event not in each.announced:
            yield f"{each.name} makes {event.key()}, which is not in its EVENTS_OUT"
    for event in each.announced:
        if not event.key().startswith(f"{each.name}."):
            yield f"{each.name} announces {event.key()}, which bears another's name"


def _unheard(each: Service, announced: Iterable[str]) -> Iterator[str]:
    reactions = {**each.reactions, **each.log_reactions}
    for event in dict.fromkeys([*each.known, *reactions]):
        if event.key() not in announced:
            yield f"{each.name} listens to {event.key()}, which nobody announces"
        if event not in reactions:
            yield f"{each.name} knows {event.key()} in its events_in, but has no reaction to it"


def _unsubscribed(each: Service, subscribed: Sequence[Subscription]) -> Iterator[str]:
    let_in = {event for some in subscribed for event in some.events}
    wanted = {event.key() for event in each.reactions}
    for event in sorted(wanted - let_in):
        yield f"{each.name} reacts to {event}, but the template does not subscribe it"
    for event in sorted(let_in - wanted):
        yield f"the template subscribes {each.name} to {event}, to which it does not react"


def _sources(resources: Resources) -> Iterator[tuple[str, str]]:
    """Each queue or stream that feeds a function, with the function's service."""
    for mapping in of_type(resources, "AWS::Lambda::EventSourceMapping").values():
        function = resources[_id(mapping["FunctionName"]).partition("Alias")[0]]["Properties"]
        yield _id(mapping["EventSourceArn"]), function["Environment"]["Variables"]["SERVICE"]


def _id(reference: Mapping[str, Any]) -> str:
    """The resource that `!Ref X` or `!GetAtt X.Arn` speaks of."""
    (target,) = reference.values()
    return str(target).split(".")[0]


def _below(kind: type[Announcement]) -> Iterator[type[Announcement]]:
    """Every event that can be announced: the subclasses that have a name."""
    for event in kind.__subclasses__():
        if _is_event(event):
            yield event
        yield from _below(event)


def _is_event(found: Any) -> bool:
    return _is_model(found) and issubclass(found, Event) and isinstance(found.model_fields["name"].default, str)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _is_model(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, BaseModel)
