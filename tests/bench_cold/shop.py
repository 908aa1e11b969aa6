"""An environment whose functions only the bench calls: real customers, orders and events, and no event sources."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chassis.core.wire import key_of
from souk.cloud.functions import Function
from tests.chaos.snapshot import drained
from tests.cloud import Cloud, Visitor

RECORDS = 10
"""Of the batches for consumers and relays."""
LONG_AGO = "2020-01-01T00:00:00+00:00"
Row = dict[str, Any]


@dataclass(frozen=True)
class Shop:
    """The environment, its customers, and the events that nobody has handled."""

    cloud: Cloud
    buyers: list[Visitor]
    sku: str
    order_ids: list[str]

    @cached_property
    def pending(self) -> dict[str, list[Row]]:
        """The unpublished event rows of each table, by service; of each aggregate one."""
        rows: dict[str, list[Row]] = {}
        for service, table in self.tables.items():
            by_aggregate = {row["pk"]["S"]: row for row in self._scan(table) if "pending" in row}
            rows[service] = list(by_aggregate.values())
        return rows

    @cached_property
    def tables(self) -> dict[str, str]:
        """The tables by service, as its package is called."""
        return {service.replace("-", "_"): table for service, table in self.cloud.outputs.tables.items()}

    @property
    def wires(self) -> dict[str, list[str]]:
        """All events on the wire, newest first, by key."""
        events = defaultdict(list)
        for table in self.tables.values():
            for row in self._scan(table):
                if "event" in row:
                    events[key_of(json.loads(row["event"]["S"]))].append(row["event"]["S"])
        return {
            key: sorted(wires, key=lambda wire: json.loads(wire)["id"], reverse=True) for key, wires in events.items()
        }

    def make_pending(self, service: str, rows: list[Row], *, since: str | None = None) -> None:
        """Put these events alone into the outbox, on request older than they are."""
        client, table = self.cloud.client("dynamodb"), self.tables[service]
        for row in self._scan(table):
            if "pending" in row:
                published = {name: value for name, value in row.items() if name not in ("pending", "pending_sk")}
                client.put_item(TableName=table, Item=published)
        for row in rows:
            client.put_item(TableName=table, Item=row | ({"pending_sk": {"S": since}} if since else {}))

    def claims(self, number: int = 0) -> Mapping[str, Any]:
        """The claims of a buyer's access token, as a token holds them."""
        from jwt import decode

        claims: Mapping[str, Any] = decode(
            self.buyers[number].tokens["AccessToken"], options={"verify_signature": False}
        )
        return claims

    def variables(self, function: Function) -> dict[str, str]:
        """The environment variables that the template gives a function."""
        configuration = self.cloud.aws.functions.get_function_configuration(FunctionName=function.name)
        variables: dict[str, str] = configuration["Environment"]["Variables"]
        return variables | {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(configuration["MemorySize"])}

    def erase_buyers(self) -> None:
        """Create the events of customers who leave."""
        for buyer in self.buyers:
            buyer.delete("users", "/users/me").raise_for_status()

    def _scan(self, table: str) -> Iterator[Row]:
        for page in self.cloud.client("dynamodb").get_paginator("scan").paginate(TableName=table):
            yield from page["Items"]


def open_shop(cloud: Cloud) -> Shop:
    """Register customers, switch the event sources off, and let the customers order."""
    buyers = [cloud.customer(f"Buyer {number}") for number in range(RECORDS + 1)]
    sku = cloud.product(stock=10**6)
    _wait_until_at_rest(cloud)
    _switch_off(cloud)
    orders = [buyer.order(sku) for buyer in buyers]
    for _ in buyers:
        cloud.customer("Newcomer")
    shop = Shop(cloud, buyers, sku, [order.raise_for_status().json()["id"] for order in orders])
    assert all(len(rows) > RECORDS for rows in shop.pending.values() if rows)
    return shop


def _wait_until_at_rest(cloud: Cloud, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not drained(cloud) and time.monotonic() < deadline:
        time.sleep(0.2)


def _switch_off(cloud: Cloud) -> None:
    """Disable the environment's event sources and schedules: they would handle the bench's events first."""
    functions, events = cloud.aws.functions, cloud.client("events")
    prefix = f"souk-{cloud.outputs.env}-"
    for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
        if f":{prefix}" in mapping["FunctionArn"]:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    for rule in events.list_rules(NamePrefix=prefix)["Rules"]:
        events.disable_rule(Name=rule["Name"])
