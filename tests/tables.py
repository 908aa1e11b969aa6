"""Tables for single tests, with the schema of every service's table in template.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from chassis.persistence.table import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ATTRIBUTES = ("pk", "sk", "owner", "owner_sk", "pending", "pending_sk")


def keys(partition: str, sort: str) -> list[dict[str, str]]:
    """A key schema."""
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


SHAPE: dict[str, Any] = {
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ATTRIBUTES],
    "KeySchema": keys("pk", "sk"),
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-owner",
            "KeySchema": keys("owner", "owner_sk"),
            "Projection": {"ProjectionType": "ALL"},
        },
        {
            "IndexName": "by-pending",
            "KeySchema": keys("pending", "pending_sk"),
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        },
    ],
    "BillingMode": "PAY_PER_REQUEST",
}


@contextmanager
def own_table(dynamodb: DynamoDBClient) -> Iterator[Table]:
    """A new, empty table; dropped afterwards."""
    name = f"test-{uuid4().hex}"
    dynamodb.create_table(TableName=name, **SHAPE)
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    try:
        yield Table(dynamodb, name)
    finally:
        dynamodb.delete_table(TableName=name)
