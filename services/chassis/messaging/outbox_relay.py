"""Outbox to bus: what a thing has announced is published in order, and un-pended only once both sides have it.

The table's stream tells which things have news; the rows themselves say what. So a lost stream record loses nothing:
the sweeper finds the same rows a minute later and takes the same way. Publishing again is harmless: the topic drops
an event id it has seen in the last five minutes, and every consumer remembers it for much longer.

A row that can never be published is parked with its cause, and what the thing announced after it goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from chassis.core import metrics
from chassis.core.events import key_of, now
from chassis.messaging.bus import Announced, Bus, Unpublishable
from chassis.persistence.table import Table
from chassis.runtime import logs, tracing

log = logging.getLogger(__name__)
GRACE = timedelta(minutes=1)
AT_ONCE = 100  # things


class Relay:
    """Publishes what is pending in one table."""

    def __init__(self, table: Table, bus: Bus) -> None:
        self._table, self._bus = table, bus

    def stream(self, event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the table's stream. Raises on failure: the batch comes again."""
        self.publish(dict.fromkeys(record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]))

    def sweep(self, _event: dict[str, Any], _context: object) -> None:
        """Lambda handler of the schedule: publishes whatever has been pending for over a minute."""
        stale = sorted(self._table.pending_before((now() - GRACE).isoformat()))
        if stale:
            log.warning("found events that the stream did not bring", extra={"things": len(stale)})
        self.publish(stale)

    def publish(self, things: Iterable[str]) -> None:
        """Publish what things have announced, so many at a time. Raises if something wasn't taken, after the rest."""
        keys = list(things)
        stuck = sum(self._publish(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))
        if stuck:
            raise RuntimeError(f"the bus did not take the events of {stuck} things")

    def _publish(self, things: Sequence[str]) -> int:
        """Round by round the oldest event of each; one that isn't taken holds up its own thing only, and is counted."""
        waiting = [self._pending(pk) for pk in things]
        stuck = 0
        while heads := [events[0] for events in waiting if events]:
            receipt = self._bus.publish(heads)
            for event in heads:
                if event.id in receipt.taken:
                    self._note(event)
                elif cause := receipt.refused.get(event.id):
                    self._park(event, cause)
            done = receipt.taken | receipt.refused.keys()
            stuck += len(heads) - len(done)
            waiting = [events[1:] for events in waiting if events and events[0].id in done]
        return stuck

    def _pending(self, pk: str) -> list[Announced]:
        """What a thing has still to announce, without what can never be published."""
        events = []
        for event in map(Announced, self._table.pending_of(pk)):
            try:
                event.check()
            except Unpublishable as error:
                self._park(event, str(error))
            else:
                events.append(event)
        return events

    def _note(self, announced: Announced) -> None:
        event = announced.event
        with (
            logs.bound(event_id=event["id"], trace_id=event["trace"]),
            tracing.span("published", cause=event["trace"], event=key_of(event)),
        ):
            self._table.published(announced.row, announced.kept)
            log.info("published", extra={"event": key_of(event), "sequence": event["sequence"]})

    def _park(self, announced: Announced, cause: str) -> None:
        self._table.park(announced.row, cause)
        where = {"pk": announced.row["pk"], "sk": announced.row["sk"], "cause": cause}
        log.error("parked an event row", extra={**where, "metric": metrics.UNUSABLE_ROWS})
