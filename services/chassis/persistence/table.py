"""One DynamoDB table per service, and the one way to write to it: everything that belongs together, or nothing.

Things are listed by the index `by-owner` (`owner`, `owner_sk`); what is still to be published by `by-pending`.
`transaction.py` says which rows there are.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from botocore.exceptions import ClientError
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from chassis.core import pagination
from chassis.core.errors import BadRequest, Busy, KeyReused
from chassis.core.identity import Once
from chassis.core.pagination import Page
from chassis.persistence import transaction
from chassis.persistence.transaction import Change, Item, Write, pack, unpack

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

CURSOR = ("pk", "sk", "owner_sk")


class Table:
    """The table of one service."""

    def __init__(self, client: DynamoDBClient, name: str) -> None:
        self._client, self._name = client, name

    def get(self, pk: str, sk: str) -> Item | None:
        """The item as it is now (strongly consistent), or None."""
        found = self._client.get_item(TableName=self._name, Key=pack({"pk": pk, "sk": sk}), ConsistentRead=True)
        return unpack(found["Item"]) if "Item" in found else None

    def get_many(self, keys: Iterable[tuple[str, str]]) -> list[Item]:
        """Those of at most 100 items that exist, in no order."""
        wanted = {self._name: {"Keys": [pack({"pk": pk, "sk": sk}) for pk, sk in keys], "ConsistentRead": True}}
        found: list[Item] = []
        while wanted:
            answer = self._client.batch_get_item(RequestItems=wanted)  # type: ignore[arg-type]
            found += [unpack(item) for item in answer["Responses"].get(self._name, [])]
            wanted = answer["UnprocessedKeys"]  # type: ignore[assignment]
        return found

    def page(self, owner: str, limit: int, cursor: str | None = None, *, newest_first: bool = False) -> Page[Item]:
        """One page of what an owner has, in the order of `owner_sk`. Raises BadRequest for a bad cursor."""
        start: Item = {}
        if cursor is not None:
            position = pagination.decode(cursor)
            if set(position) != set(CURSOR):
                raise BadRequest("The cursor is not one of ours: take it from the page before, as it stands.")
            # The owner is never taken from the cursor, so a borrowed one opens nobody else's list.
            start = {"ExclusiveStartKey": pack({**position, "owner": owner})}
        found = self._client.query(
            TableName=self._name,
            IndexName="by-owner",
            KeyConditionExpression="#owner = :owner",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues=pack({":owner": owner}),
            ScanIndexForward=not newest_first,
            Limit=limit + 1,  # one more tells whether there is another page
            **start,
        )
        items = [unpack(item) for item in found["Items"]]
        more = len(items) > limit or "LastEvaluatedKey" in found
        following = pagination.encode({name: items[:limit][-1][name] for name in CURSOR}) if more else None
        return Page(items[:limit], following)

    def handled(self, cause: str) -> bool:
        """Whether the event `cause` was handled here before."""
        return self.get(*transaction.inbox_key(cause)) is not None

    def recall(self, once: Once) -> Item | None:
        """The thing that this request made before, as it was made. Raises KeyReused for another body."""
        record = self.get(f"ONCE#{once.id}", "ONCE")
        if record is None or record["expires_at"] < time.time():
            return None
        if record["fingerprint"] != once.fingerprint:
            raise KeyReused("Take a fresh Idempotency-Key for a different request.")
        return dict(record["made"])

    @retry(
        retry=retry_if_exception_type(Busy),
        wait=wait_random_exponential(multiplier=0.03, max=0.5),
        stop=stop_after_attempt(8),
        reraise=True,
    )
    def commit(
        self,
        *parts: Change | Write,
        cause: str | None = None,
        once: Once | None = None,
        made: Item | None = None,
    ) -> None:
        """Write everything, or nothing and raise.

        `cause` is the id of the event that led here. `once` is the creating request, and `made` what it is
        answered with: the first Change, unless it is something else.
        Raises AlreadyHandled, StillInProgress, ChangedMeanwhile, the `otherwise` of a Write, or Busy when the rows
        stay contended.
        """
        changes = [part for part in parts if isinstance(part, Change)]
        entries = [transaction.handled(cause)] if cause else []
        entries += [transaction.answered(once, made or changes[0].after)] if once else []
        for part in parts:
            entries += transaction.changed(part) if isinstance(part, Change) else [part]
        try:
            self._client.transact_write_items(TransactItems=[self._entry(write) for write in entries])
        except self._client.exceptions.TransactionCanceledException as error:
            raise _refusal(entries, error) from error

    def _entry(self, write: Write) -> TransactWriteItemTypeDef:
        return cast("TransactWriteItemTypeDef", {write.kind: {"TableName": self._name, **write.entry}})

    def pending_of(self, pk: str) -> list[Item]:
        """The event rows of one thing that are not yet published, oldest first."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._name,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :event)",
            FilterExpression="attribute_exists(pending)",
            ExpressionAttributeValues=pack({":pk": pk, ":event": "EVENT#"}),
            ConsistentRead=True,
        )
        return [unpack(item) for page in pages for item in page["Items"]]

    def pending_before(self, moment: str) -> set[str]:
        """The keys (`pk`) of things with an event that has been pending since before `moment` (RFC 3339)."""
        query = self._client.get_paginator("query")
        found: set[str] = set()
        for number in range(transaction.PENDING_SHARDS):
            pages = query.paginate(
                TableName=self._name,
                IndexName="by-pending",
                KeyConditionExpression="pending = :shard AND pending_sk < :moment",
                ExpressionAttributeValues=pack({":shard": transaction.pending_shard(number), ":moment": moment}),
            )
            found |= {unpack(item)["pk"] for page in pages for item in page["Items"]}
        return found

    def published(self, row: Item, kept: str) -> None:
        """Note that an event row was published; from then on it is `kept` as in the log, and may expire."""
        self._client.update_item(
            TableName=self._name,
            Key=pack({"pk": row["pk"], "sk": row["sk"]}),
            UpdateExpression="REMOVE pending, pending_sk, personal SET expires_at = :then, #event = :kept",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeNames={"#event": "event"},
            ExpressionAttributeValues=pack({":then": int(time.time()) + transaction.REMEMBER_EVENT, ":kept": kept}),
        )

    def park(self, row: Item, cause: str) -> None:
        """Keep an event row that can never be published, for a person to look at."""
        self._client.update_item(
            TableName=self._name,
            Key=pack({"pk": row["pk"], "sk": row["sk"]}),
            UpdateExpression="REMOVE pending, pending_sk SET parked = :cause",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues=pack({":cause": cause}),
        )


def _refusal(entries: Sequence[Write], error: ClientError) -> Exception:
    """What a cancelled transaction means: the first failed condition says it; with none, it was contention."""
    reasons = cast("list[Item]", error.response.get("CancellationReasons", []))
    for write, reason in zip(entries, reasons, strict=False):
        if reason.get("Code") == "ConditionalCheckFailed":
            return write.otherwise
    contended = {"TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError", "None"}
    return Busy() if {reason.get("Code") for reason in reasons} <= contended else error
