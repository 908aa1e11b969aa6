"""Outbox relay: the events of an aggregate are published in order, and marked published only after both SNS and Kinesis
accept them.

The table's stream names the aggregates with new events; the events are read from the rows. So a lost stream record
loses nothing: the sweeper finds the same rows a minute later. Publishing again is harmless: the topic drops an event id
it has seen in the last five minutes, and every consumer remembers it for much longer.

A row that can never be published is parked with its cause, and the later events of its aggregate go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from chassis.core import metrics
from chassis.core.events import key_of, now
from chassis.messaging.bus import Bus, OutboxEvent, TopicAndStream, Unpublishable
from chassis.persistence.table import Table
from chassis.runtime import logs, tracing
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.settings import BusSettings, TableSettings

log = logging.getLogger(__name__)
GRACE = timedelta(minutes=1)
BATCH = 100  # aggregates


class RelaySettings(TableSettings, BusSettings):
    """The settings of a relay."""


class Relay:
    """Publishes the pending events of one table."""

    def __init__(self, table: Table, bus: Bus) -> None:
        self._table, self._bus = table, bus

    def stream(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the table's stream. Raises on failure, so that the batch is retried."""
        self.publish(dict.fromkeys(record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]))

    def sweep(self, _event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the schedule: publishes the events that have been pending for over a minute."""
        stale = sorted(self._table.pending_before((now() - GRACE).isoformat()))
        if stale:
            log.warning("found events that the stream did not bring", extra={"aggregates": len(stale)})
        self.publish(stale)

    def publish(self, aggregates: Iterable[str]) -> None:
        """Publish the events of aggregates, in batches. Raises after all others if some were not accepted."""
        keys = list(aggregates)
        stuck = sum(self._publish(keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))
        if stuck:
            raise RuntimeError(f"the bus did not accept the events of {stuck} aggregates")

    def _publish(self, aggregates: Sequence[str]) -> int:
        """Publish round by round the oldest event of each; returns how many aggregates are stuck."""
        waiting = [self._pending(pk) for pk in aggregates]
        stuck = 0
        while heads := [events[0] for events in waiting if events]:
            result = self._bus.publish(heads)
            for event in heads:
                if event.id in result.accepted:
                    self._mark_published(event)
                elif cause := result.rejected.get(event.id):
                    self._park(event, cause)
            done = result.accepted | result.rejected.keys()
            stuck += len(heads) - len(done)
            waiting = [events[1:] for events in waiting if events and events[0].id in done]
        return stuck

    def _pending(self, pk: str) -> list[OutboxEvent]:
        """The events of an aggregate that can be published; parks the others."""
        events = []
        for event in map(OutboxEvent, self._table.pending_events(pk)):
            try:
                event.check()
            except Unpublishable as error:
                self._park(event, str(error))
            else:
                events.append(event)
        return events

    def _mark_published(self, pending: OutboxEvent) -> None:
        event = pending.fields
        with (
            logs.bound(event_id=event["id"], trace_id=event["trace"]),
            tracing.span("published", cause=event["trace"], event=key_of(event)),
        ):
            self._table.mark_published(pending.row, pending.redacted)
            log.info("published", extra={"event": key_of(event), "sequence": event["sequence"]})

    def _park(self, pending: OutboxEvent, cause: str) -> None:
        self._table.park(pending.row, cause)
        ids = {"pk": pending.row["pk"], "sk": pending.row["sk"], "cause": cause}
        log.error("parked an event row", extra={**ids, "metric": metrics.UNUSABLE_ROWS})


def relay_from(environ: Mapping[str, str]) -> Relay:
    """Start the runtime, and build the relay of the service that these environment variables name."""
    settings = RelaySettings.load(environ)
    session = init_runtime(settings)
    sns, kinesis = session.client("sns", config=CONFIG), session.client("kinesis", config=CONFIG)
    table = Table(session.client("dynamodb", config=CONFIG), settings.table)
    return Relay(table, TopicAndStream(sns, kinesis, settings.topic_arn, settings.event_stream))
