"""Events in order, on disk: a replay may be of more events than fit into memory."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

CREATE = "CREATE TABLE events (id TEXT PRIMARY KEY, at TEXT, aggregate_id TEXT, sequence INTEGER, wire TEXT)"
INSERT = "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?)"
# An event is as late as the latest one before it of its aggregate, whatever the clocks said.
SORT = """
CREATE TABLE in_order AS SELECT event FROM (
  SELECT rowid AS event, aggregate_id, sequence,
         MAX(at) OVER (PARTITION BY aggregate_id ORDER BY sequence) AS latest
  FROM events
) ORDER BY latest, aggregate_id, sequence
"""
SELECT = "SELECT events.* FROM in_order JOIN events ON events.rowid = in_order.event ORDER BY in_order.rowid"


@dataclass(frozen=True)
class ArchivedEvent:
    """An event that was published, with the fields that order it."""

    id: str
    at: str
    aggregate_id: str
    sequence: int
    wire: str
    """Its JSON text, as it was published."""

    @classmethod
    def parse(cls, wire: str) -> "ArchivedEvent":
        """The event of a JSON text."""
        fields: dict[str, Any] = json.loads(wire)
        return cls(fields["id"], fields["at"], fields["aggregate_id"], int(fields["sequence"]), wire)


class OrderedEvents:
    """Every event once: by time, and those of one aggregate by sequence, independent of clocks.

    They are in a temporary database, which SQLite deletes in the end; memory holds a few megabytes of them.
    """

    def __init__(self, events: Iterable[ArchivedEvent] = ()) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(CREATE)
        self._is_sorted = False
        self.add(events)

    def add(self, events: Iterable[ArchivedEvent]) -> None:
        """Add events; one that is there already is ignored. Not while they are being read."""
        if self._is_sorted:
            self._database.execute("DROP TABLE in_order")
            self._is_sorted = False
        rows = ((event.id, event.at, event.aggregate_id, event.sequence, event.wire) for event in events)
        self._database.execute("BEGIN")
        self._database.executemany(INSERT, rows)
        self._database.execute("COMMIT")

    def __len__(self) -> int:
        (count,) = self._database.execute("SELECT COUNT(*) FROM events").fetchone()
        return int(count)

    def __iter__(self) -> Iterator[ArchivedEvent]:
        if not self._is_sorted:
            self._database.execute(SORT)
            self._is_sorted = True
        return (ArchivedEvent(*row) for row in self._database.execute(SELECT))
