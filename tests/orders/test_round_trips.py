"""The calls to DynamoDB that one order takes: each is waited for, and paid for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Barrier
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from chassis.core.errors import Unavailable
from chassis.persistence.table import Table
from chassis.persistence.transaction import serialize
from orders.actions import place_order
from orders.domain import Money, Order, Product
from orders.store import DynamoCatalogue, DynamoOrders
from tests.orders.fakes import MemoryCatalogue, MemoryCustomers, MemoryOrders
from tests.orders.shop import a_request
from tests.waiting import PATIENCE

LAMP = {"pk": "PRODUCT#LAMP-1", "sk": "PRODUCT", "version": 1, "sequence": 0}
LAMP |= {"sku": "LAMP-1", "name": "Reading lamp", "price": {"amount": 4990, "currency": "EUR"}, "stock": 10}
SHELF: tuple[str, dict[str, Any]] = (
    "batch_get_item",
    {"Responses": {"shop": [serialize(LAMP)]}, "UnprocessedKeys": {}},
)


@pytest.fixture
def dynamodb() -> Any:
    return boto3.client("dynamodb", region_name="eu-central-1", aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def aws(dynamodb: Any) -> Iterator[Stubber]:
    """DynamoDB with prepared responses; it refuses any call beyond them, and none may be left."""
    with Stubber(dynamodb) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def place(dynamodb: Any, customers: MemoryCustomers) -> Order:
    table = Table(dynamodb, "shop")
    return place_order("alice", {"LAMP-1": 1}, a_request(), DynamoOrders(table), DynamoCatalogue(table), customers)


def test_an_order_takes_two_calls_to_the_table(dynamodb: Any, aws: Stubber) -> None:
    aws.add_response(*SHELF)
    aws.add_response("transact_write_items", {})

    assert place(dynamodb, MemoryCustomers("alice"))


def test_a_refused_order_takes_one_more_for_the_record_of_its_request(dynamodb: Any, aws: Stubber) -> None:
    aws.add_response(*SHELF)
    aws.add_response("get_item", {})
    customers = MemoryCustomers()
    customers.down = True

    with pytest.raises(Unavailable):
        place(dynamodb, customers)


class Customers(MemoryCustomers):
    """Customers who are found while somebody else looks something up."""

    def __init__(self, both_are_there: Barrier) -> None:
        super().__init__("alice")
        self.both_are_there = both_are_there

    def exists(self, customer_id: str) -> bool:
        self.both_are_there.wait()
        return super().exists(customer_id)


class Shelf(MemoryCatalogue):
    """One lamp, which is found while somebody else looks something up."""

    def __init__(self, both_are_there: Barrier) -> None:
        super().__init__(Product("LAMP-1", "Reading lamp", Money(4990, "EUR"), stock=1))
        self.both_are_there = both_are_there

    def get_many(self, skus: Iterable[str]) -> dict[str, Product]:
        self.both_are_there.wait()
        return super().get_many(skus)


def test_customer_and_shelf_are_looked_up_at_the_same_time() -> None:
    both_are_there = Barrier(2, timeout=PATIENCE)
    shelf = Shelf(both_are_there)
    orders = MemoryOrders(shelf)

    assert place_order("alice", {"LAMP-1": 1}, a_request(), orders, shelf, Customers(both_are_there))
