"""The outbox in a service's table: the event rows that wait to be published.

The events of an aggregate are numbered, and published in that order. So a row that is published, or was published and
then deleted, has no unpublished row before it, unless that one is parked, or was parked and repaired by hand. No read
has to go further back than that.
"""

from __future__ import annotations

import heapq
import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chassis.persistence import transaction
from chassis.persistence.transaction import MAX_ITEMS, Item, deserialize, event_key, serialize

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

log = logging.getLogger(__name__)
MAX_SEQUENCE = 10**10 - 1
MAX_LOST = 100  # event rows that are looked through before the first one that the relay was told of
PENDING_PAGE = 250  # keys of the index `by-pending` in one response


class Outbox:
    """The event rows of one table."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client, self._table = client, table

    def pending_events(self, pk: str, first: int = 1, last: int = MAX_SEQUENCE) -> Iterator[Item]:
        """The unpublished event rows of an aggregate from sequence `first` to `last`, oldest first.

        They begin earlier if rows before `first` are unpublished, too; there are none if more than MAX_LOST are. Rows
        are read as they are needed, at most 1 MB ahead, strongly consistent.
        """
        rows = self._events(pk, first - 1, last)
        for row in rows:
            if row["sk"] < event_key(pk, first)[1] and not _is_published(row):
                oldest = self._oldest_unpublished(pk, first)
                rows = self._events(pk, oldest, last) if oldest else iter(())
                yield from (row for row in rows if "pending" in row)
                return
            if "pending" in row:
                yield row

    def published_keys(self, pk: str) -> Iterator[tuple[str, str]]:
        """The keys of an aggregate's event rows that are no longer in the outbox."""
        rows = self._events(pk, 1, MAX_SEQUENCE, ProjectionExpression="pk, sk, pending", Limit=MAX_ITEMS)
        return ((row["pk"], row["sk"]) for row in rows if "pending" not in row)

    def pending_before(self, moment: str) -> Iterator[tuple[str, int]]:
        """The key (`pk`) and sequence of each event that has been pending since before `moment` (RFC 3339), in the
        order of their times. They are read as they are needed, eventually consistent.
        """
        shards = [self._pending_in(number, moment) for number in range(transaction.PENDING_SHARDS)]
        for row in heapq.merge(*shards, key=lambda row: str(row["pending_sk"])):
            yield row["pk"], transaction.sequence_of(row["sk"])

    def mark_published(self, row: Item, redacted: str) -> None:
        """Take an event row out of the outbox; it stays `redacted`, as in the log, until it expires."""
        self._client.update_item(
            TableName=self._table,
            Key=serialize({"pk": row["pk"], "sk": row["sk"]}),
            UpdateExpression="REMOVE pending, pending_sk, personal SET expires_at = :then, #event = :redacted",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeNames={"#event": "event"},
            ExpressionAttributeValues=serialize(
                {":then": int(time.time()) + transaction.REMEMBER_EVENT, ":redacted": redacted}
            ),
        )

    def park(self, row: Item, cause: str) -> None:
        """Take an event row that can never be published out of the outbox, with the cause."""
        self._client.update_item(
            TableName=self._table,
            Key=serialize({"pk": row["pk"], "sk": row["sk"]}),
            UpdateExpression="REMOVE pending, pending_sk SET parked = :cause",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues=serialize({":cause": cause}),
        )

    def _oldest_unpublished(self, pk: str, sequence: int) -> int | None:
        """The first of the unpublished rows directly before `sequence`; None if there are more than MAX_LOST."""
        oldest = sequence
        options = {"ProjectionExpression": "sk, pending, parked", "ScanIndexForward": False, "Limit": MAX_LOST + 1}
        for row in self._events(pk, 0, sequence - 1, **options):
            if _is_published(row):
                break
            oldest = transaction.sequence_of(row["sk"])
            if sequence - oldest > MAX_LOST:
                log.warning("left events to the sweeper", extra={"pk": pk, "sequence": sequence})
                return None
        return oldest

    def _events(self, pk: str, first: int, last: int, **options: Any) -> Iterator[Item]:
        return self._query(
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues=serialize(
                {":pk": pk, ":first": event_key(pk, first)[1], ":last": event_key(pk, last)[1]}
            ),
            ConsistentRead=True,
            **options,
        )

    def _pending_in(self, shard: int, moment: str) -> Iterator[Item]:
        return self._query(
            IndexName="by-pending",
            KeyConditionExpression="pending = :shard AND pending_sk < :moment",
            ExpressionAttributeValues=serialize({":shard": transaction.pending_shard(shard), ":moment": moment}),
            Limit=PENDING_PAGE,
        )

    def _query(self, **request: Any) -> Iterator[Item]:
        while True:
            response = self._client.query(TableName=self._table, **request)
            yield from map(deserialize, response["Items"])
            if "LastEvaluatedKey" not in response:
                return
            request["ExclusiveStartKey"] = response["LastEvaluatedKey"]


def _is_published(row: Item) -> bool:
    return "pending" not in row and "parked" not in row
