"""Publishers and subscribers of events, by the code and by the template, and mismatches between the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from chassis.core.events import Announcement, Event, Reactions
from souk.contracts.modules import names_in
from souk.deploy.applications import READ
from souk.deploy.template import Resources, of_type

TOPIC, LOG = "EventTopic", "EventStream"


@dataclass(frozen=True)
class Service:
    """The events of a service, by its code."""

    name: str
    events_out: Sequence[type[Announcement]]
    """`EVENTS_OUT`."""
    defined: Sequence[type[Announcement]]
    """Every event class in its code, listed in `EVENTS_OUT` or not."""
    events_in: Sequence[type[Event]]
    """Every event class in `events_in.py`."""
    reactions: Reactions
    """Reactions to the events in its queue."""
    log_reactions: Reactions
    """Reactions to the events in the log."""


@dataclass(frozen=True)
class Subscription:
    """A subscription of a queue to the topic, by the template."""

    id: str
    queue: str
    service: str
    """The service whose function reads the queue; empty if there is none."""
    policy: Mapping[str, Sequence[str]]
    scope: str = "MessageAttributes"

    @property
    def events(self) -> Sequence[str]:
        """The keys of its events."""
        return self.policy.get("event", ())


def service(name: str) -> Service:
    """A service, read from its modules."""
    reactions = names_in(name, "reactions")
    return Service(
        name=name,
        events_out=names_in(name, "events_out").get("EVENTS_OUT", ()),
        defined=[event for event in _below(Announcement) if event.__module__.split(".")[0] == name],
        events_in=[event for event in names_in(name, "events_in").values() if _is_event(event)],
        reactions=reactions.get("REACTIONS", {}),
        log_reactions=reactions.get("LOG_REACTIONS", {}),
    )


def subscriptions(resources: Resources) -> list[Subscription]:
    """The template's subscriptions to the topic."""
    readers = dict(_sources(resources))
    return [
        Subscription(
            id_, queue, readers.get(queue, ""), node.get("FilterPolicy", {}), node.get("FilterPolicyScope", "")
        )
        for id_, node in of_type(resources, "AWS::SNS::Subscription").items()
        if _id(node["TopicArn"]) == TOPIC and (queue := _id(node["Endpoint"]))
    ]


def log_readers(resources: Resources) -> list[str]:
    """The services that have a function at the log."""
    return [reader for stream, reader in _sources(resources) if stream == LOG]


def mismatches(services: Sequence[Service], subscriptions: Sequence[Subscription], readers: Sequence[str]) -> list[str]:
    """Undeclared events, reactions and subscriptions, a line each."""
    announced = {event.key() for service in services for event in service.events_out}
    names = {service.name for service in services}
    lines: list[str] = []
    for service in services:
        lines += _undeclared(service)
        lines += _unannounced(service, announced)
        lines += _unsubscribed(service, [one for one in subscriptions if one.service == service.name])
        if bool(service.log_reactions) != (service.name in readers):
            log = "no function at the log" if service.log_reactions else "a function at the log, but no LOG_REACTIONS"
            lines.append(f"{service.name} has {log}")
    for one in subscriptions:
        if one.service not in names:
            lines.append(f"{one.id} feeds {one.queue}, which no service reads")
        if set(one.policy) != {"event"} or one.scope != "MessageAttributes":
            lines.append(f"{one.id} does not filter on the attribute `event` alone")
    return lines


def fields_of(model: type[BaseModel]) -> Iterator[str]:
    """The fields that a consumer reads, down to the leaves: `lines.quantity`."""
    for name, field in model.model_fields.items():
        nested = list(_models_in(field.annotation))
        yield from (f"{name}.{leaf}" for kind in nested for leaf in fields_of(kind)) if nested else (name,)


def _undeclared(service: Service) -> Iterator[str]:
    for event in service.defined:
        if event not in service.events_out:
            yield f"{service.name} defines {event.key()}, which is not in its EVENTS_OUT"
    for event in service.events_out:
        if not event.key().startswith(f"{service.name}."):
            yield f"{service.name} announces {event.key()}, which has another service's name"


def _unannounced(service: Service, announced: Iterable[str]) -> Iterator[str]:
    reactions = {**service.reactions, **service.log_reactions}
    for event in dict.fromkeys([*service.events_in, *reactions]):
        if event.key() not in announced:
            yield f"{service.name} reads {event.key()}, which no service announces"
        if event not in reactions:
            yield f"{service.name} has {event.key()} in its events_in, but no reaction to it"


def _unsubscribed(service: Service, subscriptions: Sequence[Subscription]) -> Iterator[str]:
    subscribed = {event for one in subscriptions for event in one.events}
    handled = {event.key() for event in service.reactions}
    for event in sorted(handled - subscribed):
        yield f"{service.name} reacts to {event}, but the template does not subscribe to it"
    for event in sorted(subscribed - handled):
        yield f"the template subscribes {service.name} to {event}, but it has no reaction to it"


def _sources(resources: Resources) -> Iterator[tuple[str, str]]:
    """Each queue or stream that feeds a function, with the function's service."""
    for mapping in of_type(resources, "AWS::Lambda::EventSourceMapping").values():
        function = resources[_id(mapping["FunctionName"]).partition("Alias")[0]]["Properties"]
        yield _id(mapping["EventSourceArn"]), function["Environment"]["Variables"]["SERVICE"]


def _id(reference: Mapping[str, Any]) -> str:
    """The target of `!Ref X` or `!GetAtt X.Arn`, or of what an application reads of the core, X or XArn."""
    (target,) = reference.values()
    if read := READ.fullmatch(str(target)):
        return read["thing"].removesuffix("Arn")
    return str(target).split(".")[0]


def _below(kind: type[Announcement]) -> Iterator[type[Announcement]]:
    """Every event class: the subclasses with a name."""
    for event in kind.__subclasses__():
        if _is_event(event):
            yield event
        yield from _below(event)


def _is_event(value: Any) -> bool:
    return _is_model(value) and issubclass(value, Event) and isinstance(value.model_fields["name"].default, str)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _is_model(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel)
