"""One order, all the way: HTTP in, a mail out, and everything in between."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from tests.cloud import Cloud
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.anywhere]


def test_an_order_reaches_its_customer_by_mail_and_in_the_app(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product(stock=5, price=4990)

    order = customer.order(sku, 2).json()

    mail = eventually(lambda: [mail for mail in cloud.mails() if order["id"] in mail["BodyText"]])
    assert mail[0]["To"] == [customer.person.username]
    assert "99.80 EUR" in mail[0]["BodyText"]
    listed = eventually(
        lambda: [
            item
            for item in customer.get("notifications", "/notifications").json()["items"]
            if item["about"] == order["id"]
        ]
    )
    assert len(listed) == 1
    assert len([mail for mail in cloud.mails() if order["id"] in mail["BodyText"]]) == 1


def test_mail_goes_to_the_old_address_until_the_new_one_is_verified(cloud: Cloud):
    customer, sku, new = cloud.customer(), cloud.product(), f"{uuid.uuid4().hex}@new.souk.example"
    token = {"AccessToken": customer.tokens["AccessToken"]}
    wanted = [{"Name": "email", "Value": new}]

    def mailed_to() -> list[str]:
        """After the profile has asked the pool again."""
        customer.put("users", "/users/me", json={"name": "Ada Quist"}).raise_for_status()
        order_id = customer.order(sku).json()["id"]
        (mail,) = eventually(lambda: mails_about(cloud, order_id))
        return list(mail["To"])

    cloud.aws.cognito.update_user_attributes(**token, UserAttributes=wanted)
    assert mailed_to() == [customer.person.username]
    if cloud.outputs.endpoint_url:  # on AWS only who gets the mail knows the code
        cloud.aws.cognito.verify_user_attribute(**token, AttributeName="email", Code="123456")
        # The change and an order are events of different things, so that the order may come first.
        eventually(lambda: mailed_to() == [new], pause=1)


def test_an_order_is_announced_once_with_its_trace(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product()

    answer = customer.order(sku)

    order_id = answer.json()["id"]
    events = eventually(lambda: [event for event in log(cloud) if event["aggregate_id"] == order_id])
    assert [(event["name"], event["sequence"]) for event in events] == [("orders.OrderPlaced", 1)]
    assert events[0]["trace"] == answer.headers["X-Trace-Id"]


def test_what_happens_to_an_order_is_told_in_order(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product()

    order_id = customer.order(sku).json()["id"]
    cloud.staff().post("orders", f"/orders/{order_id}/ship").raise_for_status()

    events = eventually(lambda: len(events_about(cloud, order_id)) == 2 and events_about(cloud, order_id))
    assert [(event["name"], event["sequence"]) for event in events] == [
        ("orders.OrderPlaced", 1),
        ("orders.OrderShipped", 2),
    ]
    mails = eventually(lambda: len(messages := mails_about(cloud, order_id)) == 2 and messages)
    assert "shipped" in mails[-1]["Subject"].lower() or "way" in mails[-1]["Subject"].lower()


def test_an_order_counts_towards_the_bestsellers_and_a_cancelled_one_does_not(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product(stock=5000)
    kept = customer.order(sku, 1000)
    assert kept.status_code == 201
    cancelled = customer.order(sku, 500).json()["id"]
    eventually(lambda: sold(cloud, sku) == 1500)

    customer.post("orders", f"/orders/{cancelled}/cancel").raise_for_status()

    eventually(lambda: sold(cloud, sku) == 1000)


def test_a_person_who_leaves_is_forgotten_everywhere_and_their_open_orders_are_called_off(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product(stock=3)
    order_id = customer.order(sku, 3).json()["id"]
    eventually(lambda: mails_about(cloud, order_id))

    assert customer.delete("users", "/users/me").status_code == 204

    eventually(lambda: cloud.anyone().get("orders", f"/products/{sku}").json()["stock"] == 3)
    assert cloud.staff().get("orders", f"/orders/{order_id}").json()["status"] == "cancelled"
    eventually(lambda: customer.get("notifications", "/notifications").json()["items"] == [])
    assert customer.order(sku).status_code == 409
    assert len(mails_about(cloud, order_id)) == 1


def test_one_trace_id_finds_the_journey_in_the_logs_of_every_service(cloud: Cloud):
    customer, sku = cloud.customer(), cloud.product()

    trace = customer.order(sku).headers["X-Trace-Id"]

    def functions_that_logged() -> set[str]:
        lines = log_lines(cloud, trace)
        return {line["service"] for line in lines}

    eventually(lambda: {"orders", "notifications"} <= functions_that_logged())
    assert customer.person.username not in json.dumps(log_lines(cloud, trace))


def log(cloud: Cloud) -> list[dict[str, Any]]:
    """Every event in the Kinesis stream."""
    kinesis, stream = cloud.client("kinesis"), cloud.outputs.event_stream_name
    events = []
    for shard in kinesis.list_shards(StreamName=stream)["Shards"]:
        iterator = kinesis.get_shard_iterator(
            StreamName=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while True:
            page = kinesis.get_records(ShardIterator=iterator, Limit=10_000)
            events += [json.loads(record["Data"]) for record in page["Records"]]
            iterator = page.get("NextShardIterator")
            if not page["Records"] or not iterator:
                break
    return events


def events_about(cloud: Cloud, order_id: str) -> list[dict[str, Any]]:
    return [event for event in log(cloud) if event["aggregate_id"] == order_id]


def mails_about(cloud: Cloud, order_id: str) -> list[dict[str, Any]]:
    return [mail for mail in cloud.mails() if order_id in mail["BodyText"]]


def sold(cloud: Cloud, sku: str) -> int:
    items = cloud.anyone().get("orders", "/products/bestsellers?limit=50").json()["items"]
    return next((item["pieces"] for item in items if item["sku"] == sku), 0)


def log_lines(cloud: Cloud, trace: str) -> list[dict[str, Any]]:
    logs = cloud.client("logs")
    lines = []
    for group in logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/souk-{cloud.outputs.env}-")["logGroups"]:
        # Without the pattern there are the oldest 10,000 lines only.
        page = logs.filter_log_events(logGroupName=group["logGroupName"], filterPattern=f'"{trace}"')
        for event in page["events"]:
            if trace in event["message"] and event["message"].lstrip().startswith("{"):
                lines.append(json.loads(event["message"]))
    return lines
