"""Outbox relay: the events of an aggregate are published in order, and marked published only after both SNS and Kinesis
accept them.

The table's stream names the new events; they are read from their rows, with the unpublished ones before them. So a lost
stream record loses nothing: the sweeper finds the same rows a minute later. Publishing again is harmless: the topic
drops an event id it has seen in the last five minutes, and every consumer remembers it for much longer.

However many events an aggregate has announced, the relay reads those that it is told of and the one before them.

A row that can never be published is parked with its cause, and the later events of its aggregate go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from chassis.core import metrics
from chassis.core.wire import key_of
from chassis.messaging.bus import Bus, OutboxEvent, TopicAndStream, Unpublishable
from chassis.persistence.outbox import Outbox
from chassis.persistence.transaction import sequence_of
from chassis.runtime import deadline, logs, tracing
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.settings import BusSettings, TableSettings

log = logging.getLogger(__name__)
GRACE = timedelta(minutes=1)
BATCH = 25  # events: each aggregate among them may hold 1 MB of rows in memory
RESERVE = 15  # seconds that a sweep leaves for its last batch; the next sweep continues
Named = tuple[str, int]  # the key (`pk`) of an aggregate and the sequence of an event


class RelaySettings(TableSettings, BusSettings):
    """The settings of a relay."""


class Relay:
    """Publishes the pending events of one outbox."""

    def __init__(self, outbox: Outbox, bus: Bus) -> None:
        self._outbox, self._bus = outbox, bus

    def stream(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the table's stream. Raises on failure, so that the batch is retried."""
        keys = (record["dynamodb"]["Keys"] for record in event["Records"])
        self.publish((key["pk"]["S"], sequence_of(key["sk"]["S"])) for key in keys)

    def sweep(self, _event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the schedule: publishes the events that have been pending for over a minute."""
        self.publish(self._stale())

    def publish(self, events: Iterable[Named]) -> None:
        """Publish these events, in batches. Raises after all others if some were not accepted."""
        remaining, stuck = iter(events), 0
        while batch := list(islice(remaining, BATCH)):
            stuck += self._publish(batch)
        if stuck:
            raise RuntimeError(f"the bus did not accept the events of {stuck} aggregates")

    def _stale(self) -> Iterator[Named]:
        for number, event in enumerate(self._outbox.pending_before((datetime.now(UTC) - GRACE).isoformat())):
            if number % BATCH == 0:
                if deadline.seconds_left() < RESERVE:
                    return
                log.warning("found events that the stream did not bring", extra={"from": number})
            yield event

    def _publish(self, batch: Sequence[Named]) -> int:
        """Publish round by round the oldest event of each aggregate; returns how many aggregates are stuck."""
        sequences: dict[str, list[int]] = {}
        for pk, sequence in batch:
            sequences.setdefault(pk, []).append(sequence)
        waiting = [self._pending(pk, min(numbers), max(numbers)) for pk, numbers in sequences.items()]
        stuck = 0
        while heads := [(event, events) for events in waiting if (event := next(events, None))]:
            result = self._bus.publish([event for event, _ in heads])
            for event, _ in heads:
                if event.id in result.accepted:
                    self._mark_published(event)
                elif cause := result.rejected.get(event.id):
                    self._park(event, cause)
            done = result.accepted | result.rejected.keys()
            waiting = [events for event, events in heads if event.id in done]
            stuck += len(heads) - len(waiting)
        return stuck

    def _pending(self, pk: str, first: int, last: int) -> Iterator[OutboxEvent]:
        """The events of an aggregate that can be published, read one by one; parks the others."""
        for event in map(OutboxEvent, self._outbox.pending_events(pk, first, last)):
            try:
                event.check()
            except Unpublishable as error:
                self._park(event, str(error))
            else:
                yield event

    def _mark_published(self, pending: OutboxEvent) -> None:
        event = pending.fields
        with (
            logs.bound(event_id=event["id"], trace_id=event["trace"]),
            tracing.span("published", cause=event["trace"], event=key_of(event)),
        ):
            self._outbox.mark_published(pending.row, pending.redacted)
            log.info("published", extra={"event": key_of(event), "sequence": event["sequence"]})

    def _park(self, pending: OutboxEvent, cause: str) -> None:
        self._outbox.park(pending.row, cause)
        ids = {"pk": pending.row["pk"], "sk": pending.row["sk"], "cause": cause}
        log.error("parked an event row", extra={**ids, "metric": metrics.UNUSABLE_ROWS})


def relay_from(environ: Mapping[str, str]) -> Relay:
    """Start the runtime, and build the relay of the service that these environment variables name."""
    settings = RelaySettings.load(environ)
    session = init_runtime(settings)
    bus = TopicAndStream(session.client("sns"), session.client("kinesis"), settings.topic_arn, settings.event_stream)
    return Relay(Outbox(session.client("dynamodb"), settings.table), bus)
