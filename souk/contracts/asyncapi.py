"""The events as one AsyncAPI document: where they travel, who announces them, who listens, and what each reads.

It follows from the services' code and the template; ids of channels are the template's own. What an event looks like
is what `contracts/events` says, in this one file, so that it can be read from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chassis.core.events import Announcement, Event
from souk.contracts import event_schema
from souk.contracts.subscriptions import LOG, TOPIC, Service, Subscription, fields_of
from souk.deploy.template import Resources

Document = dict[str, Any]
THING, ID = "$message.payload#/aggregate_id", "$message.payload#/id"


def document(services: Sequence[Service], made: Resources, subscribed: Sequence[Subscription]) -> Document:
    """The document of all `services`."""
    announced = {event.key(): event for each in services for event in each.announced}
    channels = {TOPIC: _topic(made[TOPIC]["Properties"], announced), LOG: _log(made[LOG]["Properties"], announced)}
    channels |= {each.queue: _queue(each, made) for each in subscribed}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Souk events",
            "version": "1.0.0",
            "description": "Facts in the past tense, announced by one service and heard by any. "
            "Fields are added, never changed; what breaks a reader is a new version beside the old one.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "tags": [{"name": each.name, "description": f"The service {each.name}."} for each in services],
        },
        "defaultContentType": "application/json",
        "servers": {name: _server(name, title) for name, title in SERVERS.items()},
        "channels": channels,
        "operations": {name: made for each in services for name, made in _operations(each, subscribed, channels)},
        "components": {
            "messages": {key: _message(key, event) for key, event in announced.items()},
            "schemas": {name: made for event in announced.values() for name, made in event_schema.parts(event).items()},
        },
    }


SERVERS = {
    "sns": "Reactions are fed from here",
    "sqs": "Where each service finds what it listens to",
    "kinesis": "The log of all events",
}


def _server(protocol: str, title: str) -> Document:
    region = {"default": "eu-central-1", "description": "Of the environment; locally all is at one address."}
    return {
        "host": f"{protocol}.{{region}}.amazonaws.com",
        "protocol": protocol,
        "title": title,
        "description": "`souk outputs` tells the names and addresses of an environment.",
        "variables": {"region": region},
    }


def _topic(topic: Document, events: Iterable[str]) -> Document:
    name = _name(topic["TopicName"])
    fifo = {"type": "FIFO", "contentBasedDeduplication": topic["ContentBasedDeduplication"]}
    return _channel(
        name,
        "sns",
        "For reactions: the events of one thing in order, each once.",
        events,
        bindings={"sns": {"name": name, "ordering": fifo}},
        more={"x-message-group-id": THING, "x-message-deduplication-id": ID},
    )


def _log(stream: Document, events: Iterable[str]) -> Document:
    return _channel(
        _name(stream["Name"]),
        "kinesis",
        "For read models and analytics: everything, in order for each thing. An event may be in it twice. "
        "Fields that are personal (`x-personal`) are empty.",
        events,
        # AsyncAPI has no binding for Kinesis.
        more={"x-kinesis": {"partitionKey": THING, "retentionPeriodHours": stream["RetentionPeriodHours"]}},
    )


def _queue(subscription: Subscription, made: Resources) -> Document:
    queue = made[subscription.queue]["Properties"]
    redrive = queue["RedrivePolicy"]
    dead = made[_target(redrive["deadLetterTargetArn"])]["Properties"]
    letters = {"deadLetterQueue": {"name": _name(dead["QueueName"])}, "maxReceiveCount": redrive["maxReceiveCount"]}
    return _channel(
        _name(queue["QueueName"]),
        "sqs",
        f"What {subscription.service} listens to, filtered from the topic.",
        subscription.events,
        bindings={"sqs": {"queue": {**_settings(queue), "redrivePolicy": letters}, "deadLetterQueue": _settings(dead)}},
    )


def _settings(queue: Document) -> Document:
    known = {
        "fifoQueue": "FifoQueue",
        "deduplicationScope": "DeduplicationScope",
        "fifoThroughputLimit": "FifoThroughputLimit",
        "visibilityTimeout": "VisibilityTimeout",
        "messageRetentionPeriod": "MessageRetentionPeriod",
    }
    told = {ours: queue[theirs] for ours, theirs in known.items() if theirs in queue}
    return {"name": _name(queue["QueueName"]), **told}


def _channel(
    address: str,
    protocol: str,
    about: str,
    events: Iterable[str],
    bindings: Document | None = None,
    more: Document | None = None,
) -> Document:
    environment = {"description": "Which environment.", "default": "dev", "examples": ["dev", "staging", "prod"]}
    return {
        "address": address,
        "title": address,
        "description": about,
        "servers": [{"$ref": f"#/servers/{protocol}"}],
        "parameters": {"environment": environment},
        "messages": {key: {"$ref": f"#/components/messages/{key}"} for key in events},
        **({"bindings": bindings} if bindings else {}),
        **(more or {}),
    }


def _operations(
    each: Service, subscribed: Sequence[Subscription], channels: Mapping[str, Document]
) -> Iterable[tuple[str, Document]]:
    announced = [event.key() for event in each.announced]
    if announced:
        yield f"{each.name}.announce", _operation("send", TOPIC, each, "announces", announced)
        yield f"{each.name}.log", _operation("send", LOG, each, "writes down", announced)
    for some in (some for some in subscribed if some.service == each.name):
        yield (
            f"{each.name}.subscribe",
            {
                **_operation("receive", TOPIC, each, "lets into its queue", some.events),
                "bindings": {"sns": {"consumers": [_consumer(some, channels[some.queue])]}},
            },
        )
        yield f"{each.name}.react", _operation("receive", some.queue, each, "reacts to", each.reactions)
    if each.log_reactions:
        yield f"{each.name}.read", _operation("receive", LOG, each, "reads from the log", each.log_reactions)


def _operation(action: str, channel: str, each: Service, does: str, events: Iterable[str | type[Event]]) -> Document:
    listed = list(events)
    keys = [event if isinstance(event, str) else event.key() for event in listed]
    reads = {event.key(): list(fields_of(event)) for event in listed if not isinstance(event, str)}
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "title": f"What {each.name} {does}",
        "tags": [{"name": each.name}],
        "messages": [{"$ref": f"#/channels/{channel}/messages/{key}"} for key in keys],
        **({"x-reads": reads} if reads else {}),
    }


def _consumer(subscription: Subscription, queue: Document) -> Document:
    return {
        "protocol": "sqs",
        "endpoint": {"name": queue["address"]},
        "filterPolicy": dict(subscription.policy),
        "filterPolicyScope": subscription.scope,
        "rawMessageDelivery": True,
    }


def _message(key: str, event: type[Announcement]) -> Document:
    attribute = {"type": "string", "const": key, "description": "What subscriptions filter on; not in the log."}
    return {
        "name": key,
        "title": event.__name__,
        "summary": event.__doc__,
        "contentType": "application/json",
        "headers": {"type": "object", "properties": {"event": attribute}},
        "payload": {"$ref": f"#/components/schemas/{key}"},
    }


def _name(value: Any) -> str:
    """A name in the template: `!Sub souk-${Environment}-users` is `souk-{environment}-users`."""
    return str(value["Sub"]).replace("${Environment}", "{environment}")


def _target(reference: Mapping[str, str]) -> str:
    (target,) = reference.values()
    return target.split(".")[0]
