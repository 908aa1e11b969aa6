"""Messages that can't be parsed are dead-lettered and block no other message."""

from __future__ import annotations

import json
import uuid

import pytest

from tests.cloud import Cloud
from tests.waiting import eventually

pytestmark = pytest.mark.cloud


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        json.dumps({"name": "orders.OrderVanished", "version": 1}),
        json.dumps({"name": "orders.OrderPlaced", "version": 1}),
    ],
    ids=["broken", "unknown type", "missing fields"],
)
def test_an_event_nobody_can_read_goes_to_the_dead_letters_and_its_neighbours_are_handled(
    cloud: Cloud, body: str
) -> None:
    sqs, unique = cloud.client("sqs"), uuid.uuid4().hex
    customer, sku = cloud.customer(), cloud.product()

    sqs.send_message(
        QueueUrl=cloud.outputs.queues["notifications"],
        MessageBody=body,
        MessageGroupId=unique,
        MessageDeduplicationId=unique,
    )
    order_id = customer.order(sku).json()["id"]

    eventually(lambda: [mail for mail in cloud.mails() if order_id in mail["BodyText"]])
    parked = eventually(
        lambda: [
            letter
            for letter in dead_letters(cloud)
            if letter["MessageAttributes"].get("group", {}).get("StringValue") == unique
        ]
    )
    assert parked[0]["Body"] == body
    assert parked[0]["MessageAttributes"]["cause"]["StringValue"]


def dead_letters(cloud: Cloud) -> list[dict]:
    """Look at the dead letters of notifications, and leave them there."""
    answer = cloud.client("sqs").receive_message(
        QueueUrl=cloud.outputs.dlqs["notifications"],
        MaxNumberOfMessages=10,
        VisibilityTimeout=0,
        AttributeNames=["All"],
        MessageAttributeNames=["All"],
    )
    return answer.get("Messages", [])
