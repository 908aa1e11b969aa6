"""Tables for single tests, with the schema of every service's table in template.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from chassis.persistence.table import Table
from chassis.runtime.aws_client import Session
from tests.cloud import Cloud

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


def function_client(cloud: Cloud, service: str) -> Any:
    """The client that functions have, with the account's keys."""
    keys = cloud.aws.session.get_credentials().get_frozen_credentials()
    environ = {
        "AWS_ACCESS_KEY_ID": keys.access_key,
        "AWS_SECRET_ACCESS_KEY": keys.secret_key,
        "AWS_SESSION_TOKEN": keys.token or "",
        "AWS_ENDPOINT_URL": cloud.outputs.endpoint_url or "",
        "AWS_REGION": cloud.aws.session.region_name,
    }
    return Session(environ).client(service)


@contextmanager
def own_table(cloud: Cloud, client: Any = None) -> Iterator[Table]:
    """A new, empty table, used through the client that functions have, or another one; dropped afterwards."""
    dynamodb = cloud.client("dynamodb")
    name = f"test-{uuid4().hex}"
    dynamodb.create_table(TableName=name, **SHAPE)
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    try:
        yield Table(client or function_client(cloud, "dynamodb"), name)
    finally:
        dynamodb.delete_table(TableName=name)
