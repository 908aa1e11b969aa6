"""The outcome of a history in tables, log and dead letters, read by key."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from chassis.persistence.transaction import deserialize, event_key, inbox_key, serialize
from tests.chaos.history import History
from tests.cloud import Cloud

Row = dict[str, Any]
Key = tuple[str, str]
MAX_EVENTS = 4  # per order: one more than allowed


@dataclass(frozen=True)
class Snapshot:
    """By id, except `events` (by order, in sequence), `inbox` and `dead` (by service)."""

    orders: dict[str, Row]
    events: dict[str, list[Row]]
    stock: dict[str, int]
    sold: dict[str, int]
    counted: dict[str, int]
    inbox: dict[str, set[str]]
    notifications: list[Row]
    log: list[Row]
    dead: dict[str, int]


class Reader:
    """Reads an environment repeatedly, and only new records of the log."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud, self._log, self._after = cloud, [], {}

    def take(self, history: History) -> Snapshot:
        """Read the outcome of a history."""
        orders = self.orders(history.customers)
        events = self._events({*orders, *history.of("place")})
        ids = [event["id"] for rows in events.values() for event in rows]
        return Snapshot(
            orders=orders,
            events=events,
            stock=self._numbers("orders", "PRODUCT", history.skus, "stock"),
            sold=self._numbers("orders", "SOLD", history.skus, "pieces"),
            counted=self._numbers("users", "USER", history.customers, "orders"),
            inbox={service: self._inbox(service, ids) for service in self._cloud.outputs.tables},
            notifications=[row for row in self.notifications(history.customers) if row.get("about") in events],
            log=self._read_log(),
            dead={service: waiting(self._cloud, url) for service, url in self._cloud.outputs.dlqs.items()},
        )

    def orders(self, customers: Iterable[str]) -> dict[str, Row]:
        """The orders of customers, by id."""
        return {row["id"]: row for row in self._lists("orders", customers)}

    def notifications(self, customers: Iterable[str]) -> list[Row]:
        """The notifications of customers."""
        return list(self._lists("notifications", customers))

    def _events(self, orders: Iterable[str]) -> dict[str, list[Row]]:
        keys = [event_key(f"ORDER#{order_id}", n) for order_id in orders for n in range(1, MAX_EVENTS + 1)]
        events: dict[str, list[Row]] = defaultdict(list)
        for row in self._get("orders", keys):
            events[row["pk"].removeprefix("ORDER#")].append({**row, **json.loads(row["event"])})
        return {order_id: sorted(rows, key=lambda row: row["sk"]) for order_id, rows in events.items()}

    def _inbox(self, service: str, ids: Iterable[str]) -> set[str]:
        return {row["pk"].removeprefix("INBOX#") for row in self._get(service, map(inbox_key, ids))}

    def _numbers(self, service: str, kind: str, ids: Iterable[str], name: str) -> dict[str, int]:
        rows = self._get(service, [(f"{kind}#{identifier}", kind) for identifier in ids])
        return {row["pk"].removeprefix(f"{kind}#"): int(row[name]) for row in rows}

    def _get(self, service: str, keys: Iterable[Key]) -> list[Row]:
        table, serialized = self._cloud.outputs.tables[service], [serialize({"pk": pk, "sk": sk}) for pk, sk in keys]

        def get(start: int) -> list[Row]:
            request: Any = {table: {"Keys": serialized[start : start + 100], "ConsistentRead": True}}
            rows: list[Row] = []
            while request:
                response = self._cloud.aws.dynamodb.batch_get_item(RequestItems=request)
                rows += map(deserialize, response["Responses"].get(table, []))
                request = response.get("UnprocessedKeys")
            return rows

        with ThreadPoolExecutor(4) as pool:
            return [row for rows in pool.map(get, range(0, len(serialized), 100)) for row in rows]

    def _lists(self, service: str, customers: Iterable[str]) -> Iterator[Row]:
        for customer in customers:
            pages = self._cloud.aws.dynamodb.get_paginator("query").paginate(
                TableName=self._cloud.outputs.tables[service],
                IndexName="by-owner",
                KeyConditionExpression="#owner = :owner",
                ExpressionAttributeNames={"#owner": "owner"},
                ExpressionAttributeValues=serialize({":owner": f"CUSTOMER#{customer}"}),
            )
            yield from (deserialize(item) for page in pages for item in page["Items"])

    def _read_log(self) -> list[Row]:
        name, kinesis = self._cloud.outputs.event_stream_name, self._cloud.aws.kinesis
        for shard in kinesis.list_shards(StreamName=name)["Shards"]:
            after = self._after.get(shard["ShardId"])
            start = {"StartingSequenceNumber": after} if after else {}
            iterator = kinesis.get_shard_iterator(
                StreamName=name,
                ShardId=shard["ShardId"],
                ShardIteratorType="AFTER_SEQUENCE_NUMBER" if after else "TRIM_HORIZON",
                **start,
            )["ShardIterator"]
            while records := (response := kinesis.get_records(ShardIterator=iterator, Limit=5000))["Records"]:
                self._log += [json.loads(record["Data"]) for record in records]
                self._after[shard["ShardId"]] = records[-1]["SequenceNumber"]
                iterator = response["NextShardIterator"]
        return self._log


def drained(cloud: Cloud) -> bool:
    """Whether no event is pending and no message is queued."""
    pending = any(
        cloud.aws.dynamodb.scan(TableName=table, IndexName="by-pending", Limit=1)["Items"]
        for table in cloud.outputs.tables.values()
    )
    return not pending and not any(waiting(cloud, url) for url in cloud.outputs.queues.values())


def waiting(cloud: Cloud, queue_url: str) -> int:
    """Messages in a queue, including those in flight."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    counts = cloud.aws.sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
    return sum(map(int, counts.values()))
