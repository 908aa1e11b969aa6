"""One AsyncAPI document of all events: channels, publishers, subscribers, and the fields that each one reads.

It is generated from the services' code and the template, whose logical ids are the ids of channels. The schemas are
those of `contracts/events`, included so that the document needs no other file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chassis.core.events import Announcement, Event
from souk.contracts import event_schema
from souk.contracts.subscriptions import LOG, TOPIC, Service, Subscription, fields_of
from souk.deploy.template import Resources

Document = dict[str, Any]
SETTINGS = ("FifoQueue", "DeduplicationScope", "FifoThroughputLimit", "VisibilityTimeout", "MessageRetentionPeriod")
AGGREGATE, ID = "$message.payload#/aggregate_id", "$message.payload#/id"


def document(services: Sequence[Service], resources: Resources, subscriptions: Sequence[Subscription]) -> Document:
    """The document of all `services`."""
    events = {event.key(): event for service in services for event in service.events_out}
    channels = {TOPIC: _topic(resources[TOPIC]["Properties"], events), LOG: _log(resources[LOG]["Properties"], events)}
    channels |= {subscription.queue: _queue(subscription, resources) for subscription in subscriptions}
    operations = [named for service in services for named in _operations(service, subscriptions, channels)]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Souk events",
            "version": "1.0.0",
            "description": "Facts in the past tense, announced by one service for any subscriber. "
            "Fields are added, never changed; a breaking change is a new version beside the old one.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "tags": [{"name": service.name, "description": f"The service {service.name}."} for service in services],
        },
        "defaultContentType": "application/json",
        "servers": {name: _server(name, title) for name, title in SERVERS.items()},
        "channels": channels,
        "operations": dict(operations),
        "components": {
            "messages": {key: _message(key, event) for key, event in events.items()},
            "schemas": dict(named for event in events.values() for named in event_schema.components(event).items()),
        },
    }


SERVERS = {
    "sns": "The topic of all events, for reactions",
    "sqs": "The queues of the services",
    "kinesis": "The log of all events",
}


def _server(protocol: str, title: str) -> Document:
    region = {"default": "eu-central-1", "description": "The environment's region; the local cloud has none."}
    return {
        "host": f"{protocol}.{{region}}.amazonaws.com",
        "protocol": protocol,
        "title": title,
        "description": "`souk outputs` prints the names and addresses of an environment.",
        "variables": {"region": region},
    }


def _topic(topic: Document, events: Iterable[str]) -> Document:
    name = _name(topic["TopicName"])
    fifo = {"type": "FIFO", "contentBasedDeduplication": topic["ContentBasedDeduplication"]}
    return _channel(
        name,
        "sns",
        "For reactions: the events of one aggregate in order, each once.",
        events,
        bindings={"sns": {"name": name, "ordering": fifo}},
        more={"x-message-group-id": AGGREGATE, "x-message-deduplication-id": ID},
    )


def _log(stream: Document, events: Iterable[str]) -> Document:
    return _channel(
        _name(stream["Name"]),
        "kinesis",
        "For read models and analytics: all events, in order for each aggregate, possibly twice. "
        "Personal fields (`x-personal`) are empty.",
        events,
        # AsyncAPI has no binding for Kinesis.
        more={"x-kinesis": {"partitionKey": AGGREGATE, "retentionPeriodHours": stream["RetentionPeriodHours"]}},
    )


def _queue(subscription: Subscription, resources: Resources) -> Document:
    queue = resources[subscription.queue]["Properties"]
    redrive = queue["RedrivePolicy"]
    dead = resources[_target(redrive["deadLetterTargetArn"])]["Properties"]
    policy = {"deadLetterQueue": {"name": _name(dead["QueueName"])}, "maxReceiveCount": redrive["maxReceiveCount"]}
    return _channel(
        _name(queue["QueueName"]),
        "sqs",
        f"The events that {subscription.service} subscribes to, filtered from the topic.",
        subscription.events,
        bindings={"sqs": {"queue": {**_settings(queue), "redrivePolicy": policy}, "deadLetterQueue": _settings(dead)}},
    )


def _settings(queue: Document) -> Document:
    settings = {f"{name[0].lower()}{name[1:]}": queue[name] for name in SETTINGS if name in queue}
    return {"name": _name(queue["QueueName"]), **settings}


def _channel(
    address: str,
    protocol: str,
    about: str,
    events: Iterable[str],
    bindings: Document | None = None,
    more: Document | None = None,
) -> Document:
    environment = {"description": "The environment.", "default": "dev", "examples": ["dev", "staging", "prod"]}
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
    service: Service, subscriptions: Sequence[Subscription], channels: Mapping[str, Document]
) -> Iterable[tuple[str, Document]]:
    name = service.name
    keys = [event.key() for event in service.events_out]
    if keys:
        yield f"{name}.announce", _operation("send", TOPIC, name, "announces", keys)
        yield f"{name}.log", _operation("send", LOG, name, "writes to the log", keys)
    for subscription in subscriptions:
        if subscription.service == name:
            consumer = _consumer(subscription, channels[subscription.queue])
            subscribe = _operation("receive", TOPIC, name, "subscribes to", subscription.events)
            yield f"{name}.subscribe", {**subscribe, "bindings": {"sns": {"consumers": [consumer]}}}
            yield f"{name}.react", _operation("receive", subscription.queue, name, "reacts to", service.reactions)
    if service.log_reactions:
        yield f"{name}.read", _operation("receive", LOG, name, "reads from the log", service.log_reactions)


def _operation(action: str, channel: str, service: str, verb: str, events: Iterable[str | type[Event]]) -> Document:
    events = list(events)
    keys = [event if isinstance(event, str) else event.key() for event in events]
    reads = {event.key(): list(fields_of(event)) for event in events if not isinstance(event, str)}
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "title": f"Events that {service} {verb}",
        "tags": [{"name": service}],
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
    attribute = {
        "type": "string",
        "const": key,
        "description": "Subscriptions filter on it. Not in the log.",
    }
    return {
        "name": key,
        "title": event.__name__,
        "summary": event.__doc__,
        "contentType": "application/json",
        "headers": {"type": "object", "properties": {"event": attribute}},
        "payload": {"$ref": f"#/components/schemas/{key}"},
    }


def _name(value: Any) -> str:
    """The name of a resource: `souk-{environment}-users` for `!Sub souk-${Environment}-users`."""
    return str(value["Sub"]).replace("${Environment}", "{environment}")


def _target(reference: Mapping[str, str]) -> str:
    (target,) = reference.values()
    return target.split(".")[0]
