"""Bus to reaction: each message of a batch is parsed as an event of the service's own type, and handled by itself.

A message that can't be parsed, or has no reaction, is parked in the dead-letter queue at once. Failed messages are
retried with backoff; later messages of the same group wait, so order is kept. An outage is waited out, a mistake is
parked soon (`retry_policy.py`). A refusal by the domain is no failure, and has a reaction of its own.

The groups of a batch are handled side by side, the messages of a group one after the other.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import ValidationError

from chassis.core.concurrency import map_concurrently
from chassis.core.errors import AlreadyHandled, Problem, Unfinished
from chassis.core.events import Event, Reactions, Refusals, invalid_fields
from chassis.core.ports import Ports, bind, bind_all
from chassis.core.wire import key_of
from chassis.messaging import retry_policy
from chassis.messaging.queues import REDRIVEN, DeadLetter, Queues
from chassis.runtime import logs, tracing

log = logging.getLogger(__name__)
Record = dict[str, Any]
Reaction = Callable[[Any], None]
RESERVE_MS = 6000  # with less left, the deadline refuses even the first call of one more event
AT_ONCE = 1  # seconds until a message comes again for which the invocation had too little time
THREADS = 4  # groups at a time: more of them compete for the same rows, such as the customer of ten orders


class Unreadable(Exception):
    """The record is not an event that this service can parse."""


class NoReaction(Unreadable):
    """The record is an event without a reaction."""


class Context(Protocol):
    """The Lambda context, as far as it is used."""

    def get_remaining_time_in_millis(self) -> int:
        """Time until Lambda ends the invocation."""


@dataclass(frozen=True)
class Message:
    """A record of a queue or a stream. `unfiltered`: its source also carries events without a reaction."""

    body: str
    group: str
    id: str
    received: int
    trace: str = ""
    redriven: int = 0
    unfiltered: bool = False

    @classmethod
    def from_queue(cls, record: Record) -> Message:
        """A message of the service's queue."""
        system, custom = record["attributes"], record.get("messageAttributes", {})
        return cls(
            body=record["body"],
            group=system["MessageGroupId"],
            id=record["messageId"],
            received=int(system["ApproximateReceiveCount"]),
            trace=system.get("AWSTraceHeader", ""),
            redriven=int(custom.get(REDRIVEN, {}).get("stringValue", 0)),
        )

    @classmethod
    def from_log(cls, record: Record) -> Message:
        """A record of the event stream. Kinesis counts no attempts, so a mistake is parked at the first."""
        data = record["kinesis"]
        body = base64.b64decode(data["data"]).decode(errors="replace")
        return cls(body, data["partitionKey"], record["eventID"], retry_policy.MISTAKE_ATTEMPTS, unfiltered=True)


class Consumer:
    """Calls the reaction to each event with the ports that its annotations name. Raises MissingPort at cold start."""

    def __init__(self, reactions: Reactions, queues: Queues, ports: Ports, refusals: Refusals | None = None) -> None:
        self._queues, self._reactions = queues, bind_all(reactions, ports)
        self._refusals = {refusal: bind(reaction, ports) for refusal, reaction in (refusals or {}).items()}

    def sqs(self, event: dict[str, Any], context: Context) -> dict[str, list[dict[str, str]]]:
        """Lambda handler of the service's FIFO queue; returns the messages to retry."""
        groups: dict[str, list[Record]] = {}
        for record in event["Records"]:
            groups.setdefault(record["attributes"]["MessageGroupId"], []).append(record)
        results = map_concurrently(lambda records: self._handle_group(records, context), [*groups.values()], THREADS)
        failed = {message_id for ids in results for message_id in ids}
        in_order = (record["messageId"] for record in event["Records"])
        return {"batchItemFailures": [{"itemIdentifier": each} for each in in_order if each in failed]}

    def kinesis(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the event stream. Raises at the first failure to retry, so that the batch is retried.

        The stream carries all events; those without a reaction are skipped. Failed items are not reported one by one:
        the local cloud would drop those that follow, and reactions are idempotent anyway.
        """
        for record in event["Records"]:
            if self._handle(Message.from_log(record)) is not None:
                raise RuntimeError(f"record {record['kinesis']['sequenceNumber']} could not be handled yet")

    def _handle_group(self, records: Sequence[Record], context: Context) -> list[str]:
        """Handle messages of one group in order; returns the ids of the first that must be retried and all after it."""
        failed: list[str] = []
        for record in records:
            message = Message.from_queue(record)
            reached = not failed and context.get_remaining_time_in_millis() > RESERVE_MS
            pause = self._handle(message) if reached else AT_ONCE
            if pause is not None:
                failed.append(message.id)
                self._defer(record["receiptHandle"], pause)
        return failed

    def _handle(self, message: Message) -> int | None:
        """Handle one message; returns the seconds until it must be retried, if it must."""
        try:
            event, react = self._parse(message.body)
        except Unreadable as error:
            if message.unfiltered and isinstance(error, NoReaction):
                return None
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
            raise NoReaction(f"no reaction to {error}") from error
        except ValidationError as error:
            raise Unreadable(invalid_fields(error)) from error
        except (ValueError, AttributeError, RecursionError) as error:
            raise Unreadable("the body is not a JSON object") from error

    def _react(self, message: Message, event: Event, react: Reaction) -> int | None:
        extra = {"event": event.key(), "received": message.received}
        try:
            self._dispatch(event, react)
        except AlreadyHandled:
            log.info("handled before", extra=extra)
        except Unfinished:
            log.info("will be continued", extra=extra)
            return AT_ONCE
        except Exception as error:
            if message.received < retry_policy.max_attempts(error):
                log.exception("will come again", extra=extra)
                return retry_policy.backoff(message.received)
            log.exception("has failed too often", extra=extra)
            return self._park(message, retry_policy.describe_error(error), event.trace)
        else:
            log.info("handled", extra=extra)
        return None

    def _dispatch(self, event: Event, react: Reaction) -> None:
        try:
            react(event)
        except Problem as refusal:
            on_refusal = self._refusals.get((type(event), type(refusal)))
            if on_refusal is None:
                raise
            log.info("refused", extra={"event": event.key(), "refusal": refusal.type()})
            on_refusal(event)

    def _park(self, message: Message, cause: str, trace: str) -> int | None:
        extra = {"message_id": message.id, "cause": cause}
        letter = DeadLetter(message.body, message.id, message.group, cause, trace, message.received, message.redriven)
        try:
            self._queues.park(letter)
        except Exception:
            log.exception("a message that should be parked can't be", extra=extra)
            return retry_policy.backoff(message.received)
        log.error("parked a message", extra=extra)
        return None

    def _defer(self, receipt: str, seconds: int) -> None:
        # If that fails it is retried later, after the queue's visibility timeout.
        with suppress(Exception):
            self._queues.defer(receipt, seconds)
