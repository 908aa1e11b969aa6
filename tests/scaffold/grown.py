"""A checkout with new services, what its commands printed, and the use of its APIs."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from souk.cloud.clients import Aws
from tests.scaffold.checkouts import Checkout
from tests.waiting import PATIENCE


@dataclass(frozen=True)
class Grown:
    """A checkout after each kind of `souk new`; `outputs` holds the output of each command."""

    checkout: Checkout
    outputs: dict[str, str]

    def holds(self, path: str) -> bool:
        return (self.checkout.root / path).exists()

    def text(self, path: str) -> str:
        return (self.checkout.root / path).read_text()


@contextmanager
def set_aside(checkout: Checkout, *folders: str) -> Iterator[None]:
    """Take folders out of the checkout while the block runs."""
    with tempfile.TemporaryDirectory(dir=checkout.root.parent) as aside:
        for number, folder in enumerate(folders):
            (checkout.root / folder).rename(Path(aside) / str(number))
        try:
            yield
        finally:
            for number, folder in enumerate(folders):
                (Path(aside) / str(number)).rename(checkout.root / folder)


def use(url: str, token: str, things: str = "reviews") -> dict[str, str]:
    """Make a review or another thing, the same twice, and find it in the list; answers it."""
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE, trust_env=False) as http:
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first, again = (http.post(f"{url}/{things}", json={"name": "Splendid"}, headers=key) for _ in range(2))
        assert (first.status_code, again.json()) == (201, first.json()), first.text
        thing: dict[str, str] = first.json()
        assert http.get(f"{url}/{things}").json()["items"] == [thing]
        assert http.get(f"{url}/{things}/{thing['id']}").json() == thing
        refused = httpx.get(f"{url}/{things}", trust_env=False, timeout=PATIENCE)
        assert (refused.status_code, refused.headers["Content-Type"]) == (401, "application/problem+json")
    return thing


def log_of(aws: Aws, outputs: dict[str, str]) -> list[dict[str, str]]:
    """All that was announced."""
    events = []
    for shard in aws.kinesis.list_shards(StreamName=outputs["event_stream_name"])["Shards"]:
        start = aws.kinesis.get_shard_iterator(
            StreamName=outputs["event_stream_name"], ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )
        records = aws.kinesis.get_records(ShardIterator=start["ShardIterator"])["Records"]
        events += [json.loads(record["Data"]) for record in records]
    return events


def all_names(aws: Aws) -> list[str]:
    """The names of all functions, tables, queues, APIs, roles, parameters and zips."""
    parameters = aws.ssm.get_paginator("describe_parameters").paginate()
    return [
        *(each["FunctionName"] for each in aws.functions.list_functions(MaxItems=500)["Functions"]),
        *aws.dynamodb.list_tables()["TableNames"],
        *aws.sqs.list_queues().get("QueueUrls", []),
        *(each["name"] for each in aws.apigateway.get_rest_apis(limit=500)["items"]),
        *(each["RoleName"] for each in aws.iam.list_roles(MaxItems=500)["Roles"]),
        *(each["Name"] for page in parameters for each in page["Parameters"]),
        *(each["Key"] for each in aws.s3.list_objects_v2(Bucket="souk-artifacts")["Contents"]),
    ]
