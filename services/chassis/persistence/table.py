"""The DynamoDB table of a service, written to by transactions only.

The index `by-owner` (`owner`, `owner_sk`) lists aggregates, `by-pending` the events that wait to be published.
`transaction.py` describes the rows.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from botocore.exceptions import ClientError

from chassis.core import pagination
from chassis.core.errors import BadRequest, Busy, KeyReused
from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from chassis.core.retry import retry_on
from chassis.persistence import transaction
from chassis.persistence.outbox import Outbox
from chassis.persistence.transaction import Item, Put, TransactItem, deserialize, serialize

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

CURSOR = ("pk", "sk", "owner_sk")


class Table:
    """The table of one service, and the `outbox` in it."""

    def __init__(self, client: DynamoDBClient, name: str) -> None:
        self._client, self._name = client, name
        self.outbox = Outbox(client, name)

    def get(self, pk: str, sk: str) -> Item | None:
        """The item (strongly consistent), or None."""
        response = self._client.get_item(TableName=self._name, Key=serialize({"pk": pk, "sk": sk}), ConsistentRead=True)
        return deserialize(response["Item"]) if "Item" in response else None

    def get_many(self, keys: Iterable[tuple[str, str]]) -> list[Item]:
        """Those of at most 100 items that exist, in no order."""
        requests = {self._name: {"Keys": [serialize({"pk": pk, "sk": sk}) for pk, sk in keys], "ConsistentRead": True}}
        items: list[Item] = []
        while requests:
            response = self._client.batch_get_item(RequestItems=requests)  # type: ignore[arg-type]
            items += [deserialize(item) for item in response["Responses"].get(self._name, [])]
            requests = response["UnprocessedKeys"]  # type: ignore[assignment]
        return items

    def page(self, owner: str, limit: int, cursor: str | None = None, *, newest_first: bool = False) -> Page[Item]:
        """One page of an owner's items, in the order of `owner_sk`. Raises BadRequest for a bad cursor."""
        start: Item = {}
        if cursor is not None:
            position = pagination.decode(cursor)
            if set(position) != set(CURSOR):
                raise BadRequest("The cursor is not one of ours: take it from the page before, as it stands.")
            # The owner is never taken from the cursor, so that it opens no other owner's list.
            start = {"ExclusiveStartKey": serialize({**position, "owner": owner})}
        response = self._client.query(
            TableName=self._name,
            IndexName="by-owner",
            KeyConditionExpression="#owner = :owner",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues=serialize({":owner": owner}),
            ScanIndexForward=not newest_first,
            Limit=limit + 1,  # one more shows whether there is another page
            **start,
        )
        items = [deserialize(item) for item in response["Items"]]
        more = len(items) > limit or "LastEvaluatedKey" in response
        next_cursor = pagination.encode({name: items[:limit][-1][name] for name in CURSOR}) if more else None
        return Page(items[:limit], next_cursor)

    def is_processed(self, cause: str) -> bool:
        """Whether the event `cause` is in the inbox."""
        return self.get(*transaction.inbox_key(cause)) is not None

    def progress(self, cause: str) -> str | None:
        """The last cursor saved for the event `cause`, or None."""
        row = self.get(*transaction.progress_key(cause))
        return str(row["cursor"]) if row else None

    def save_progress(self, cause: str, cursor: str) -> None:
        """Save where a reaction to the event `cause` that takes several invocations has to go on."""
        self.commit(transaction.progress_row(cause, cursor))

    def find_by_request(self, key: IdempotencyKey) -> Item | None:
        """The result of the request that used this key. Raises KeyReused for another body."""
        record = self.get(f"ONCE#{key.id}", "ONCE")
        if record is None or record["expires_at"] < time.time():
            return None
        if record["fingerprint"] != key.fingerprint:
            raise KeyReused("Take a fresh Idempotency-Key for a different request.")
        return dict(record["made"])

    @retry_on(Busy)
    def commit(
        self,
        *writes: Put | TransactItem,
        cause: str | None = None,
        idempotency_key: IdempotencyKey | None = None,
        result: Item | None = None,
    ) -> None:
        """Write everything in one transaction.

        `cause` is the id of the event that is processed. `idempotency_key` names the creating request, and `result`
        what it is answered with, by default the first Put.
        Raises AlreadyHandled, StillInProgress, ChangedMeanwhile, the `error` of a TransactItem, or Busy when the rows
        stay contended.
        """
        puts = [write for write in writes if isinstance(write, Put)]
        items = [transaction.inbox_entry(cause)] if cause else []
        if idempotency_key:
            items.append(transaction.idempotency_record(idempotency_key, result or puts[0].next_row))
        for write in writes:
            items += transaction.expand(write) if isinstance(write, Put) else [write]
        try:
            self._client.transact_write_items(TransactItems=[self._request(item) for item in items])
        except ClientError as error:
            raise _cause_of(error, items) from error

    def _request(self, write: TransactItem) -> TransactWriteItemTypeDef:
        return cast("TransactWriteItemTypeDef", {write.kind: {"TableName": self._name, **write.item}})


def _cause_of(error: ClientError, items: Sequence[TransactItem]) -> Exception:
    """The error of the first failed condition of a cancelled transaction; without one, it was contention."""
    if error.response["Error"]["Code"] != "TransactionCanceledException":
        return error
    reasons = cast("list[Item]", error.response.get("CancellationReasons", []))
    for item, reason in zip(items, reasons, strict=False):
        if reason.get("Code") == "ConditionalCheckFailed":
            return item.error
    contended = {"TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError", "None"}
    return Busy() if {reason.get("Code") for reason in reasons} <= contended else error
