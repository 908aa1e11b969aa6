"""The units of the bill follow AWS's rules."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import urlencode

from tests.bill.dynamodb_units import reads, size, written
from tests.bill.prices import PRICES, QUOTAS
from tests.bill.tape import Recording, Runs, Sent
from tests.bill.usage import billed, limited

KEY = {"pk": {"S": "PRODUCT#LAMP"}, "sk": {"S": "PRODUCT"}}
LISTED = {**KEY, "owner": {"S": "PRODUCTS"}, "owner_sk": {"S": "LAMP"}}


def call(action: str, **parameters: Any) -> Sent:
    return Sent("orders-http", action, json.dumps(parameters).encode())


def recorded(*calls: Sent, orders: int = 1, items: dict[str, Any] | None = None) -> Recording:
    stored = {("orders", f"{item['pk']['S']} {item['sk']['S']}"): item for item in (items or {}).values()}
    return Recording(orders, list(calls), {"orders-http": Runs(orders, 100, 1024, 1000)}, stored, 3)


def transaction(*puts: dict[str, Any]) -> Sent:
    return call("TransactWriteItems", TransactItems=[{"Put": {"TableName": "orders", "Item": item}} for item in puts])


def test_an_items_size_counts_names_and_values() -> None:
    assert size({"pk": {"S": "ä"}, "n": {"N": "1234"}, "m": {"M": {"b": {"BOOL": True}}}}) == 2 + 2 + 1 + 3 + 1 + 6


def test_a_transaction_writes_twice_and_an_index_once() -> None:
    assert written(recorded(transaction(LISTED))) == {
        ("orders", "PRODUCT#LAMP PRODUCT"): 2,
        ("orders/by-owner", "PRODUCTS"): 1,
    }


def test_a_write_is_rounded_up_to_kilobytes() -> None:
    assert written(recorded(transaction({**KEY, "text": {"S": "x" * 1100}}))) == {("orders", "PRODUCT#LAMP PRODUCT"): 4}


def test_an_item_that_moves_in_its_index_is_deleted_and_inserted_there() -> None:
    moved = {**LISTED, "owner_sk": {"S": "LAMP 2"}}

    assert written(recorded(transaction(LISTED), transaction(moved)))["orders/by-owner", "PRODUCTS"] == 3


def test_an_update_is_as_large_as_the_item() -> None:
    update = call("UpdateItem", TableName="orders", Key=KEY, UpdateExpression="SET stock = stock - :one")
    large = {**KEY, "text": {"S": "x" * 3000}}

    assert written(recorded(update, items={"": large})) == {("orders", "PRODUCT#LAMP PRODUCT"): 3}


def test_a_consistent_read_is_a_unit_and_another_half_of_one() -> None:
    keys = {"orders": {"Keys": [KEY, KEY], "ConsistentRead": True}}

    assert reads(call("GetItem", ConsistentRead=True)) == 1
    assert reads(call("Query")) == 0.5
    assert reads(call("BatchGetItem", RequestItems=keys)) == 2
    assert reads(call("UpdateItem")) == 0


def test_messages_are_billed_for_each_subscription_and_records_by_kilobytes() -> None:
    entry = "PublishBatchRequestEntries.member.1"
    publish = Sent(
        "orders-stream", "PublishBatch", urlencode({f"{entry}.Id": "0", f"{entry}.Message": "x" * 100}).encode()
    )
    put = call("PutRecords", Records=[{"Data": base64.b64encode(b"x" * 1100).decode()}])
    units = billed(recorded(publish, put, put, orders=2))

    assert (units["FIFO publish requests"], units["FIFO messages of subscriptions"]) == (0.5, 1.5)
    assert units["FIFO bytes of subscriptions"] == 150
    assert (units["bytes written, on demand"], units["bytes from a stream"]) == (2048, 5120)


def test_every_unit_has_a_price_and_every_quota_a_unit() -> None:
    recording = recorded(transaction(LISTED))

    assert billed(recording).keys() == PRICES.keys()
    assert {quota.unit for quota in QUOTAS} <= limited(recording).keys()


def test_a_function_of_half_the_memory_occupies_twice_the_time() -> None:
    assert limited(recorded(transaction(LISTED)))["seconds in functions"] == 0.1 * 1769 / 1024
