"""A read model is rebuilt from archived events: identical to the byte, and no mail is sent again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from souk.cloud import event_archive
from tests.cloud import Cloud, souk
from tests.waiting import eventually

# It empties a whole read model, so it takes the environment that other tests leave alone.
pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]


def rows(cloud: Cloud, service: str, kind: str) -> list[dict[str, Any]]:
    """The rows of one kind as DynamoDB holds them."""
    pages = cloud.aws.dynamodb.get_paginator("scan").paginate(TableName=cloud.outputs.tables[service])
    items = [item for page in pages for item in page["Items"] if item["sk"]["S"] == kind]
    return sorted(items, key=lambda item: item["pk"]["S"])


def sold_some(cloud: Cloud) -> str:
    """A product of which four pieces are sold, after one order was called off."""
    customer, sku = cloud.customer(), cloud.product()
    for pieces in (1, 3):
        customer.order(sku, pieces).raise_for_status()
    called_off = customer.order(sku, 2).json()["id"]
    customer.post("orders", f"/orders/{called_off}/cancel").raise_for_status()
    # Four pieces were sold in between, too: it is done when all four events are counted.
    key = {"pk": {"S": f"SOLD#{sku}"}, "sk": {"S": "SOLD"}}
    counted = lambda: cloud.aws.dynamodb.get_item(TableName=cloud.outputs.tables["orders"], Key=key).get("Item", {})  # noqa: E731
    eventually(lambda: counted().get("version") == {"N": "4"})
    assert counted()["pieces"] == {"N": "4"}
    return sku


def sold(cloud: Cloud, sku: str) -> int | None:
    items = cloud.anyone().get("orders", "/products/bestsellers", params={"limit": 50}).json()["items"]
    return next((item["pieces"] for item in items if item["sku"] == sku), None)


def replay(cloud: Cloud, model: str, *more: str) -> str:
    return souk(cloud.home, "replay", model, "--env", cloud.outputs.env, *more).stdout


def test_the_bestsellers_are_the_same_to_the_byte_however_broken_they_were(second_cloud: Cloud) -> None:
    sku, other = sold_some(second_cloud), sold_some(second_cloud)
    before = rows(second_cloud, "orders", "SOLD")
    table = second_cloud.outputs.tables["orders"]

    assert "apply" in replay(second_cloud, "bestsellers")
    assert rows(second_cloud, "orders", "SOLD") == before

    second_cloud.aws.dynamodb.delete_item(TableName=table, Key={"pk": {"S": f"SOLD#{sku}"}, "sk": {"S": "SOLD"}})
    second_cloud.aws.dynamodb.update_item(
        TableName=table,
        Key={"pk": {"S": f"SOLD#{other}"}, "sk": {"S": "SOLD"}},
        UpdateExpression="SET pieces = :wrong",
        ExpressionAttributeValues={":wrong": {"N": "999"}},
    )
    replay(second_cloud, "bestsellers")
    assert rows(second_cloud, "orders", "SOLD") == before

    # The log is read on from where it was.
    second_cloud.customer().order(sku).raise_for_status()
    eventually(lambda: sold(second_cloud, sku) == 5)


def test_a_fresh_environment_learns_of_the_past_of_another_and_nobody_gets_mail_again(
    cloud: Cloud, second_cloud: Cloud
) -> None:
    customer = cloud.customer()
    order_id = customer.order(cloud.product()).json()["id"]
    first = eventually(lambda: [row for row in rows(cloud, "notifications", "NOTIFICATION") if _about(row) == order_id])
    eventually(lambda: [row for row in rows(cloud, "notifications", "NOTIFICATION") if row["mail"]["S"] == "sent"])
    eventually(lambda: [mail for mail in cloud.mails() if order_id in mail["BodyText"]])
    gone = cloud.customer()
    theirs = gone.order(cloud.product()).json()["id"]
    eventually(lambda: theirs in [_about(row) for row in rows(cloud, "notifications", "NOTIFICATION")])
    gone.delete("users", "/users/me").raise_for_status()
    eventually(lambda: theirs not in [_about(row) for row in rows(cloud, "notifications", "NOTIFICATION")])

    replay(second_cloud, "notifications", "--from", cloud.outputs.env)

    again = [row for row in rows(second_cloud, "notifications", "NOTIFICATION") if _about(row) == order_id]
    assert again == [row for row in rows(cloud, "notifications", "NOTIFICATION") if _about(row) == order_id]
    assert len(again) == len(first) == 1
    assert len([mail for mail in cloud.mails() if order_id in mail["BodyText"]]) == 1
    assert theirs not in [_about(row) for row in rows(second_cloud, "notifications", "NOTIFICATION")]


def test_the_archive_keeps_every_event_of_the_log(second_cloud: Cloud) -> None:
    sku = sold_some(second_cloud)
    keys = [
        entry["Key"]
        for page in second_cloud.aws.s3.get_paginator("list_objects_v2").paginate(
            Bucket=second_cloud.outputs.event_archive_name
        )
        for entry in page["Contents"]
    ]

    stored = "".join(
        second_cloud.aws.s3.get_object(Bucket=second_cloud.outputs.event_archive_name, Key=key)["Body"].read().decode()
        for key in keys
    )

    archived = [json.loads(wire) for wire in event_archive.split(stored)]
    ours = [event["name"] for event in archived if sku in json.dumps(event)]
    assert sorted(ours) == ["orders.OrderCancelled", *["orders.OrderPlaced"] * 3, "orders.ProductChanged"]
    past = event_archive.read(second_cloud.environment)
    assert len(past) == len({event.id for event in past})
    assert {event["id"] for event in archived} == {event.id for event in past}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["worstsellers"], "there is no read model `worstsellers`"),
        (["bestsellers", "--from", "nowhere"], "no environment `nowhere`"),
    ],
)
def test_what_cannot_be_replayed_is_said_in_one_line(second_cloud: Cloud, arguments: list[str], message: str) -> None:
    refused = souk(second_cloud.home, "replay", *arguments, "--env", "two", check=False)

    assert refused.returncode == 1
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr


def _about(row: dict[str, Any]) -> str:
    return str(row.get("about", {}).get("S", ""))
