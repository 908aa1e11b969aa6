"""Memberships in the local cloud: bought, cancelled, decided by staff, ended by the schedule, forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.core.events import new_id, now
from chassis.persistence.table import Table
from premium.domain.span import add_months
from premium.store import DynamoMemberships
from souk.cloud import event_archive
from souk.cloud.client import client_as
from souk.dead_letters import queue
from souk.dead_letters.message import DeadLetter
from tests.cloud import Cloud, Visitor
from tests.tables import function_client
from tests.waiting import eventually

pytestmark = pytest.mark.cloud


def is_active(visitor: Visitor) -> bool:
    return bool(visitor.get("premium", "/membership").raise_for_status().json()["active"])


def id_of(visitor: Visitor) -> str:
    return str(visitor.get("users", "/users/me").json()["id"])


def announced(cloud: Cloud, customer_id: str) -> list[str]:
    """The events about a customer's membership that the archive has, with their reasons."""
    events = [json.loads(event.wire) for event in event_archive.read(cloud.environment) if customer_id in event.wire]
    ours = [event for event in events if event["name"].startswith("premium.")]
    return [f"{event['name'].removeprefix('premium.Membership')} {event['reason']}" for event in ours]


@pytest.fixture
def grant() -> dict[str, Any]:
    return {"months": 1, "reason": f"Sorry {uuid4().hex}"}


def test_a_membership_is_bought_like_anything_else_and_ends_with_its_orders_cancellation(cloud: Cloud) -> None:
    visitor = cloud.customer()
    orders = [visitor.order(sku).raise_for_status().json()["id"] for sku in ("PREMIUM-MONTH", "PREMIUM-YEAR")]
    two = eventually(lambda: _entries(cloud, visitor, 2))
    assert sorted(entry["months"] for entry in two) == [1, 12]
    assert is_active(visitor)

    for order in orders:
        visitor.post("orders", f"/orders/{order}/cancel").raise_for_status()

    eventually(lambda: not is_active(visitor))
    assert eventually(lambda: all(entry["cancelled"] for entry in _entries(cloud, visitor, 2)))
    assert eventually(lambda: (news := announced(cloud, id_of(visitor))) and news[-1] == "Ended cancelled" and news)


def _entries(cloud: Cloud, visitor: Visitor, count: int) -> list[dict[str, Any]]:
    """The orders of a customer's membership as soon as there are so many; before that, none."""
    response = cloud.staff().get("premium", f"/members/{id_of(visitor)}")
    entries: list[dict[str, Any]] = response.json().get("entries", [])
    return entries if len(entries) == count else []


def test_staff_grant_and_revoke_through_the_sdk(cloud: Cloud, grant: dict[str, Any]) -> None:
    visitor = cloud.customer()
    customer_id = id_of(visitor)
    with client_as(cloud.environment, "staff") as staff:
        staff.premium.grant_membership(customer_id, **grant)
        assert is_active(visitor)
        staff.premium.revoke_membership(customer_id, reason="Shared with the whole office")
        reasons = [entry.reason for entry in staff.premium.get_member(customer_id).entries]

    assert not is_active(visitor)
    assert reasons == ["Shared with the whole office", grant["reason"]]
    assert eventually(lambda: len(news := announced(cloud, customer_id)) == 2 and news) == [
        "Began granted",
        "Ended revoked",
    ]
    assert not any(grant["reason"] in event.wire for event in event_archive.read(cloud.environment))


def test_an_end_is_announced_once_although_the_schedule_runs_twice_at_once(cloud: Cloud) -> None:
    memberships = DynamoMemberships(Table(function_client(cloud, "dynamodb"), cloud.outputs.tables["premium"]))
    customer_id, began = f"test-{uuid4().hex}", now() - timedelta(days=60)
    with memberships.change(customer_id) as membership:
        membership.buy(new_id(), 1, began, began)
    function = f"souk-{cloud.outputs.env}-premium-expiry"

    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(cloud.client("lambda").invoke, FunctionName=function, Qualifier="live") for _ in range(2)]
    assert [run.result().get("FunctionError") for run in runs] == [None, None]
    cloud.client("lambda").invoke(FunctionName=function, Qualifier="live")

    ended = memberships.get(customer_id)
    assert (ended.active, ended.until) == (False, add_months(began, 1))
    news = ["Began bought", "Ended expired"]
    assert eventually(lambda: len(announced(cloud, customer_id)) >= 2 and announced(cloud, customer_id)) == news
    assert ended.sequence == 2


def test_an_event_that_can_not_be_read_is_a_dead_letter_and_a_redriven_one_counts(cloud: Cloud) -> None:
    customer_id, visitor = f"test-{uuid4().hex}", cloud.staff()
    event_id = new_id()
    event = {"id": event_id, "name": "orders.OrderPlaced", "version": 1, "at": now().isoformat(), "trace": ""}
    order = {"aggregate_id": new_id(), "sequence": 1, "lines": [{"sku": "PREMIUM-MONTH", "quantity": 1}]}
    send(cloud, cloud.outputs.queues["premium"], {**event, **order})
    send(cloud, cloud.outputs.dlqs["premium"], {**event, **order, "customer_id": customer_id})

    (unreadable,) = eventually(
        lambda: [each for each in letters(cloud) if each.group == event_id and "customer_id" in each.cause]
    )
    assert queue.drop(cloud.environment, "premium", [unreadable.id]) == 1
    queue.redrive(cloud.environment, "premium", [event_id], lambda _: None)

    shown = eventually(lambda: visitor.get("premium", f"/members/{customer_id}").json().get("active"))
    assert shown is True


def send(cloud: Cloud, url: str, event: dict[str, Any]) -> None:
    """Put an event into a queue or among the dead letters."""
    ids = {"MessageGroupId": event["id"], "MessageDeduplicationId": uuid4().hex}
    cloud.aws.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(event), **ids)


def letters(cloud: Cloud) -> list[DeadLetter]:
    return list(queue.list_letters(cloud.environment, ["premium"]))


def test_of_somebody_who_left_only_the_id_is_kept(cloud: Cloud) -> None:
    visitor = cloud.customer()
    customer_id = id_of(visitor)
    visitor.order("PREMIUM-YEAR").raise_for_status()
    eventually(lambda: len(list(rows_of(cloud, customer_id))) == 2 and published(cloud, customer_id))

    visitor.delete("users", "/users/me").raise_for_status()

    eventually(lambda: cloud.staff().get("premium", f"/members/{customer_id}").status_code == httpx.codes.NOT_FOUND)
    (row,) = eventually(lambda: [row for row in rows_of(cloud, customer_id) if "event" not in row])
    assert row["erased"] == {"BOOL": True}
    assert row["entries"] == {"L": []}
    refused = cloud.staff().post("premium", f"/members/{customer_id}/grants", json={"months": 1, "reason": "Come back"})
    assert refused.json()["type"] == "urn:souk:problem:erased"


def rows_of(cloud: Cloud, customer_id: str) -> Iterator[dict[str, Any]]:
    """The rows of a customer's membership, its events included."""
    response = cloud.aws.dynamodb.query(
        TableName=cloud.outputs.tables["premium"],
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"MEMBERSHIP#{customer_id}"}},
        ConsistentRead=True,
    )
    yield from response["Items"]


def published(cloud: Cloud, customer_id: str) -> bool:
    return not any("pending" in row for row in rows_of(cloud, customer_id))
