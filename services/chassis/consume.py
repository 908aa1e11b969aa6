"""Bus to reaction: a batch is split, each event parsed as the service's own type, and failures stay small.

What can't be understood (a broken body, an event nobody listens to) never will be: it is parked in the dead-letter
queue at once, with its cause, and its neighbours go on. What fails for another reason comes again; in a FIFO queue
the later events of the same thing wait for it, so that order holds.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from chassis import logs, tracing
from chassis.errors import AlreadyHandled
from chassis.events import Event, Reactions, key_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

log = logging.getLogger(__name__)
Record = dict[str, Any]
Reaction = Callable[..., None]


class NotUnderstood(Exception):
    """The record is no event that can be read here."""


class NotForUs(NotUnderstood):
    """The record is an event that this service has no reaction to."""


class Park(Protocol):
    """Where records go that can't be understood."""

    def __call__(self, body: str, group: str, unique: str, why: Mapping[str, str]) -> None:
        """Keep `body` for a person to look at. Raises if it can't be kept."""


class DeadLetters:
    """The service's dead-letter queue (FIFO)."""

    def __init__(self, sqs: SQSClient, queue_url: str) -> None:
        self._sqs, self._queue_url = sqs, queue_url

    def __call__(self, body: str, group: str, unique: str, why: Mapping[str, str]) -> None:
        self._sqs.send_message(
            QueueUrl=self._queue_url,
            MessageBody=body or "(empty)",
            MessageGroupId=group,
            MessageDeduplicationId=unique,
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in why.items() if value
            },
        )


class Consumer:
    """Feeds events to reactions, each of which is given the event and then `ports`."""

    def __init__(self, reactions: Reactions, park: Park, *ports: object) -> None:
        self._reactions = {event_type.key(): (event_type, react) for event_type, react in reactions.items()}
        self._park, self._ports = park, ports

    def sqs(self, event: dict[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
        """Lambda handler of the service's FIFO queue; answers which messages must come again."""
        failed: list[str] = []
        blocked: set[str] = set()
        for record in event["Records"]:
            group = record["attributes"]["MessageGroupId"]
            if group in blocked or not self._one(record["body"], group, record["messageId"], record["attributes"]):
                blocked.add(group)
                failed.append(record["messageId"])
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def kinesis(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the event stream. Raises at the first failure: the batch comes again.

        The stream carries everybody's events; those without a reaction here are passed over. Failed items are not
        reported one by one: the local cloud would drop what follows them, and reactions are idempotent anyway.
        """
        for record in event["Records"]:
            data = record["kinesis"]
            body = base64.b64decode(data["data"]).decode(errors="replace")
            if not self._one(body, data["partitionKey"], record["eventID"], {}, everything=True):
                raise RuntimeError(f"record {data['sequenceNumber']} could not be handled yet")

    def _one(self, body: str, group: str, unique: str, attributes: Mapping[str, str], everything: bool = False) -> bool:
        """Handle one record; False if it must come again. `everything`: the source isn't filtered for us."""
        try:
            event, react = self._parse(body)
        except NotUnderstood as error:
            if everything and isinstance(error, NotForUs):
                return True
            trace = attributes.get("AWSTraceHeader", "")
            received = attributes.get("ApproximateReceiveCount", "")
            why = {"cause": str(error)[:250], "trace": trace, "received": received}
            return self._set_aside(body, group, unique, why)
        return self._react(event, react)

    def _set_aside(self, body: str, group: str, unique: str, why: Mapping[str, str]) -> bool:
        told = {"message_id": unique, "cause": why["cause"]}
        try:
            self._park(body, group, unique, why)
        except Exception:
            log.exception("a record that can't be understood can't be parked either", extra=told)
            return False
        log.error("parked a record that can't be understood", extra=told)
        return True

    def _parse(self, body: str) -> tuple[Event, Reaction]:
        try:
            raw = json.loads(body)
            event_type, react = self._reactions[key_of(raw)]
            return event_type.model_validate(raw), react
        except KeyError as error:
            raise NotForUs(f"nobody here listens to {error}") from error
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, line["loc"])) for line in error.errors())
            raise NotUnderstood(f"fields that don't fit: {fields}") from error
        except (ValueError, AttributeError, RecursionError) as error:
            raise NotUnderstood("the body is not a JSON object") from error

    def _react(self, event: Event, react: Reaction) -> bool:
        with (
            logs.bound(event_id=event.id, trace_id=event.trace),
            tracing.span("react", cause=event.trace, event=event.key()),
        ):
            try:
                react(event, *self._ports)
            except AlreadyHandled:
                log.info("handled before", extra={"event": event.key()})
            except Exception:
                log.exception("will come again", extra={"event": event.key()})
                return False
            else:
                log.info("handled", extra={"event": event.key()})
        return True
