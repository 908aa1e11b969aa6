"""Bus to reaction: a batch is split, each event parsed as the service's own type, and failures stay small.

What can't be understood (a broken body, an event nobody listens to) never will be: it is parked in the dead-letter
queue at once, with its cause, and its neighbours go on. What fails comes again after a pause; in a FIFO queue the later
events of the same thing wait for it, so that order holds. An outage is waited out, a mistake is parked soon
(`retry_policy.py`). What the domain refuses is an answer like any other, and has a reaction of its own.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import ValidationError

from chassis.core.errors import AlreadyHandled, Problem
from chassis.core.events import Event, Reactions, Refusals, key_of, misfits
from chassis.messaging import retry_policy
from chassis.messaging.queues import REDRIVEN, DeadLetter, Queues
from chassis.runtime import logs, tracing

log = logging.getLogger(__name__)
Record = dict[str, Any]
Reaction = Callable[..., None]
RESERVE_MS = 6000  # with less left, the deadline refuses even the first call that one more event makes
NOT_REACHED = 1  # seconds until what a batch had no time for comes again


class NotUnderstood(Exception):
    """The record is no event that can be read here."""


class NotForUs(NotUnderstood):
    """The record is an event that this service has no reaction to."""


class Context(Protocol):
    """What Lambda tells of an invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may go on."""


@dataclass(frozen=True)
class Message:
    """A record of a queue or a stream. `everything`: its source isn't filtered for us."""

    body: str
    group: str
    unique: str
    received: int
    trace: str = ""
    redriven: int = 0
    everything: bool = False

    @classmethod
    def from_queue(cls, record: Record) -> Message:
        """A message of the service's queue."""
        told, ours = record["attributes"], record.get("messageAttributes", {})
        return cls(
            body=record["body"],
            group=told["MessageGroupId"],
            unique=record["messageId"],
            received=int(told["ApproximateReceiveCount"]),
            trace=told.get("AWSTraceHeader", ""),
            redriven=int(ours.get(REDRIVEN, {}).get("stringValue", 0)),
        )

    @classmethod
    def from_log(cls, record: Record) -> Message:
        """A record of the event stream. Nobody counts its tries: what is a mistake is parked at the first."""
        data = record["kinesis"]
        body = base64.b64decode(data["data"]).decode(errors="replace")
        return cls(body, data["partitionKey"], record["eventID"], retry_policy.MISTAKE_TRIES, everything=True)


class Consumer:
    """Feeds events to reactions, each of which is given the event and then `ports`."""

    def __init__(self, reactions: Reactions, queues: Queues, *ports: object, refusals: Refusals | None = None) -> None:
        self._reactions = {event_type.key(): (event_type, react) for event_type, react in reactions.items()}
        self._queues, self._ports, self._refusals = queues, ports, refusals or {}

    def sqs(self, event: dict[str, Any], context: Context) -> dict[str, list[dict[str, str]]]:
        """Lambda handler of the service's FIFO queue; answers which messages must come again."""
        failed: list[str] = []
        blocked: set[str] = set()
        for record in event["Records"]:
            message = Message.from_queue(record)
            reached = message.group not in blocked and context.get_remaining_time_in_millis() > RESERVE_MS
            if reached and self._one(message):
                continue
            blocked.add(message.group)
            failed.append(message.unique)
            self._put_off(record["receiptHandle"], retry_policy.pause(message.received) if reached else NOT_REACHED)
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def kinesis(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the event stream. Raises at the first failure that may pass: the batch comes again.

        The stream carries everybody's events; those without a reaction here are passed over. Failed items are not
        reported one by one: the local cloud would drop what follows them, and reactions are idempotent anyway.
        """
        for record in event["Records"]:
            if not self._one(Message.from_log(record)):
                raise RuntimeError(f"record {record['kinesis']['sequenceNumber']} could not be handled yet")

    def _one(self, message: Message) -> bool:
        """Handle one message; False if it must come again."""
        try:
            event, react = self._parse(message.body)
        except NotUnderstood as error:
            if message.everything and isinstance(error, NotForUs):
                return True
            return self._park(message, str(error), message.trace)
        with (
            logs.bound(event_id=event.id, trace_id=event.trace),
            tracing.span("react", cause=event.trace, event=event.key()),
        ):
            return self._react(message, event, react)

    def _parse(self, body: str) -> tuple[Event, Reaction]:
        try:
            raw = json.loads(body)
            event_type, react = self._reactions[key_of(raw)]
            return event_type.model_validate(raw), react
        except KeyError as error:
            raise NotForUs(f"nobody here listens to {error}") from error
        except ValidationError as error:
            raise NotUnderstood(misfits(error)) from error
        except (ValueError, AttributeError, RecursionError) as error:
            raise NotUnderstood("the body is not a JSON object") from error

    def _react(self, message: Message, event: Event, react: Reaction) -> bool:
        told = {"event": event.key(), "received": message.received}
        try:
            self._answer(event, react)
        except AlreadyHandled:
            log.info("handled before", extra=told)
        except Exception as error:
            if message.received < retry_policy.tries_of(error):
                log.exception("will come again", extra=told)
                return False
            log.exception("has failed too often", extra=told)
            return self._park(message, retry_policy.cause_of(error), event.trace)
        else:
            log.info("handled", extra=told)
        return True

    def _answer(self, event: Event, react: Reaction) -> None:
        try:
            react(event, *self._ports)
        except Problem as refusal:
            on_refusal = self._refusals.get((type(event), type(refusal)))
            if on_refusal is None:
                raise
            log.info("refused", extra={"event": event.key(), "refusal": refusal.type()})
            on_refusal(event, *self._ports)

    def _park(self, message: Message, cause: str, trace: str) -> bool:
        told = {"message_id": message.unique, "cause": cause}
        letter = DeadLetter(
            message.body, message.unique, message.group, cause, trace, message.received, message.redriven
        )
        try:
            self._queues.park(letter)
        except Exception:
            log.exception("a message that should be parked can't be", extra=told)
            return False
        log.error("parked a message", extra=told)
        return True

    def _put_off(self, receipt: str, seconds: int) -> None:
        # If it can't be, it comes again all the same, only later: after the queue's visibility timeout.
        with suppress(Exception):
            self._queues.later(receipt, seconds)
