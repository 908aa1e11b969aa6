"""Every kind of event there is, captured on the topic, in the log and in the archive: all as their contracts say."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from chassis.core.events import new_id
from chassis.core.wire import key_of
from souk.cloud import event_archive
from tests.captured_events import DECLARED, violations
from tests.cloud import Cloud, Visitor
from tests.waiting import eventually

pytestmark = pytest.mark.cloud
Message = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]
EVENTS = 20  # of everything that happens below
ASYNCAPI = json.loads((ROOT / "contracts/asyncapi.json").read_text())


@dataclass
class Tap:
    """A queue that is fed with everything on the topic, beside the services' own."""

    sqs: Any
    url: str
    messages: list[Message] = field(default_factory=list)

    def about(self, things: set[str]) -> list[Message]:
        """The messages about these aggregates received so far, without duplicates."""
        while some := self.sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=10, AttributeNames=["All"], MessageAttributeNames=["All"]
        ).get("Messages"):
            for message in some:
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
            self.messages += some
        unique = {message["MessageId"]: message for message in self.messages}
        return [message for message in unique.values() if json.loads(message["Body"])["aggregate_id"] in things]


@pytest.fixture
def tap(cloud: Cloud) -> Iterator[Tap]:
    sqs, sns = cloud.client("sqs"), cloud.client("sns")
    from_the_topic = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"ArnEquals": {"aws:SourceArn": cloud.outputs.topic_arn}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [from_the_topic]})
    url = sqs.create_queue(
        QueueName=f"tap-{uuid.uuid4().hex}.fifo", Attributes={"FifoQueue": "true", "Policy": policy}
    )["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    subscription = sns.subscribe(
        TopicArn=cloud.outputs.topic_arn,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"RawMessageDelivery": "true"},
        ReturnSubscriptionArn=True,
    )["SubscriptionArn"]
    yield Tap(sqs, url)
    sns.unsubscribe(SubscriptionArn=subscription)
    sqs.delete_queue(QueueUrl=url)


def test_every_kind_of_event_is_announced_as_its_contract_says(cloud: Cloud, tap: Tap) -> None:
    things = everything_happens(cloud)

    archived = eventually(lambda: len(events := logged(cloud, things)) == EVENTS and events)
    received = eventually(lambda: len(messages := tap.about(things)) == EVENTS and messages)

    assert {key_of(event) for event in archived} == DECLARED
    assert violations(json.dumps(event) for event in archived) == []
    delivered = [impersonal(json.loads(message["Body"])) for message in received]
    assert sorted(delivered, key=by_id) == sorted(archived, key=by_id)


def test_on_the_topic_an_event_has_the_attributes_that_the_document_of_events_names(cloud: Cloud, tap: Tap) -> None:
    customer = cloud.customer()
    order_id = customer.order(cloud.product()).json()["id"]

    (message,) = eventually(lambda: tap.about({order_id}))

    event, topic = json.loads(message["Body"]), ASYNCAPI["channels"]["EventTopic"]
    declared = ASYNCAPI["components"]["messages"][key_of(event)]["headers"]["properties"]
    attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
    assert attributes == {name: header["const"] for name, header in declared.items()}
    assert message["Attributes"]["MessageGroupId"] == event[field_at(topic["x-message-group-id"])]
    assert message["Attributes"]["MessageDeduplicationId"] == event[field_at(topic["x-message-deduplication-id"])]


def everything_happens(cloud: Cloud) -> set[str]:
    """A customer orders, calls off, is a member, is blocked for a while, leaves; what they left is refused."""
    staff, customer, sku = cloud.staff(), cloud.customer("Ada Quist"), cloud.product()
    customer.put("users", "/users/me", json={"name": "Ada Lovelace"}).raise_for_status()
    called_off, shipped = (customer.order(sku).json() for _ in range(2))
    customer.post("orders", f"/orders/{called_off['id']}/cancel").raise_for_status()
    staff.post("orders", f"/orders/{shipped['id']}/ship").raise_for_status()
    placed = eventually(lambda: [event for event in logged(cloud, {shipped["id"]}) if event["sequence"] == 1])[0]
    memberships = a_membership_happens(cloud, customer, placed["customer_id"])
    block = f"/users/{placed['customer_id']}/block"
    staff.put("users", block).raise_for_status()
    staff.delete("users", block).raise_for_status()
    customer.delete("users", "/users/me").raise_for_status()
    # As if the order had been placed in the moment that they left.
    cloud.client("sqs").send_message(
        QueueUrl=cloud.outputs.queues["users"],
        MessageBody=json.dumps({**placed, "id": new_id()}),
        MessageGroupId=shipped["id"],
        MessageDeduplicationId=new_id(),
    )
    return {sku, called_off["id"], shipped["id"], placed["customer_id"], *memberships}


def a_membership_happens(cloud: Cloud, customer: Visitor, customer_id: str) -> set[str]:
    """It is bought for a month and a year, then both orders are cancelled; returns the orders' ids."""
    orders: list[str] = []

    def is_announced(count: int) -> bool:
        names = [event["name"] for event in logged(cloud, {customer_id})]
        return len([name for name in names if name.startswith("premium.")]) == count

    for sku in ("PREMIUM-MONTH", "PREMIUM-YEAR"):
        orders.append(customer.order(sku).raise_for_status().json()["id"])
        eventually(lambda: is_announced(len(orders)))
    for count, order in enumerate(reversed(orders), 3):
        customer.post("orders", f"/orders/{order}/cancel").raise_for_status()
        eventually(lambda count=count: is_announced(count))  # type: ignore[misc]
    return {*orders}


def logged(cloud: Cloud, things: set[str]) -> list[dict[str, Any]]:
    """The events about these aggregates in the log and the archive."""
    return [json.loads(past.wire) for past in event_archive.read(cloud.environment) if past.aggregate_id in things]


def impersonal(event: dict[str, Any]) -> dict[str, Any]:
    """An event of the topic as the log keeps it."""
    schema = json.loads((ROOT / f"contracts/events/{key_of(event)}.json").read_text())
    return {**event, **{name: "" for name, field in schema["properties"].items() if "x-personal" in field}}


def by_id(event: dict[str, Any]) -> str:
    return str(event["id"])


def field_at(expression: str) -> str:
    return expression.removeprefix("$message.payload#/")
