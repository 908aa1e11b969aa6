"""Personal data: never in the log and the archive, and nowhere else after a user is erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from souk.cloud import event_archive
from souk.cloud.ordered_events import ArchivedEvent
from souk.dead_letters import queue
from tests.cloud import Cloud, Visitor
from tests.waiting import eventually

pytestmark = pytest.mark.cloud
MARK = "Personal"


@pytest.fixture
def person(cloud: Cloud) -> Visitor:
    """Somebody of whom every service knows something, all of it with the mark and their own number."""
    mark = f"{MARK}-{uuid4().hex}"
    visitor = cloud.customer(mark)
    home = {"recipient": mark, "street": mark, "postal_code": "111 22", "city": mark, "country": "SE"}
    visitor.post("users", "/users/me/addresses", json=home).raise_for_status()
    visitor.put("users", "/users/me", json={"name": f"{mark} the second"}).raise_for_status()
    visitor.order(cloud.product()).raise_for_status()
    eventually(lambda: len(visitor.get("notifications", "/notifications").json()["items"]) == 2)
    return visitor


def marks_of(person: Visitor) -> tuple[str, str]:
    """Their personal data: the mark in names and addresses, and the email address."""
    name: str = person.get("users", "/users/me").json()["name"]
    return name.split()[0], person.person.username


def events_about(cloud: Cloud, user_id: str, times: int) -> list[ArchivedEvent]:
    """The archived events about a user, as soon as there are so many; before that, none."""
    events = [event for event in event_archive.read(cloud.environment) if user_id in event.wire]
    return events if len(events) == times else []


def archived(cloud: Cloud) -> Iterator[str]:
    """Every object of the archive's bucket, whatever it is called."""
    bucket = cloud.outputs.event_archive_name
    for page in cloud.aws.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for entry in page.get("Contents", []):
            yield cloud.aws.s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read().decode()


def rows(cloud: Cloud) -> Iterator[str]:
    """Every row of every table."""
    for table in cloud.outputs.tables.values():
        for page in cloud.aws.dynamodb.get_paginator("scan").paginate(TableName=table):
            yield from map(json.dumps, page["Items"])


def dead_letters(cloud: Cloud) -> Iterator[str]:
    yield from (letter.body for letter in queue.list_letters(cloud.environment, [*cloud.outputs.queues]))


def waiting(cloud: Cloud) -> int:
    """How many messages are in the queues, being handled included."""
    counted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    return sum(
        int(number)
        for url in cloud.outputs.queues.values()
        for number in cloud.aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=counted)["Attributes"].values()
    )


def test_the_log_and_the_archive_never_hold_what_is_personal(cloud: Cloud, person: Visitor) -> None:
    me = person.get("users", "/users/me").json()["id"]
    events = eventually(lambda: events_about(cloud, me, times=3))

    assert [json.loads(event.wire)["name"] for event in events] == [
        "users.UserRegistered",
        "users.UserChanged",
        "orders.OrderPlaced",
    ]
    eventually(lambda: any(me in text for text in archived(cloud)))
    for mark in marks_of(person):
        assert [text for text in archived(cloud) if mark in text] == []
        assert [event for event in event_archive.read(cloud.environment) if mark in event.wire] == []


def test_of_somebody_who_was_erased_nothing_personal_is_left(cloud: Cloud, person: Visitor) -> None:
    marks = marks_of(person)
    assert all(any(mark in row for row in rows(cloud)) for mark in marks)

    person.delete("users", "/users/me").raise_for_status()

    for mark in marks:
        eventually(lambda mark=mark: not any(mark in row for row in rows(cloud)))
        assert [text for text in archived(cloud) if mark in text] == []
        assert [letter for letter in dead_letters(cloud) if mark in letter] == []
    eventually(lambda: waiting(cloud) == 0)
