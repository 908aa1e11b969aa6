"""The newsletter in the local cloud: from a sign-up to the welcome, in both regions, and its end by a bounce."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import boto3
import pytest

from souk.cloud.environment import Environment
from tests.cloud import Cloud, alone, souk
from tests.waiting import eventually

pytestmark = pytest.mark.cloud
REPLICA = "eu-west-1"


def somebody(cloud: Cloud, name: str = "mira", domain: str = "souk.example") -> str:
    """Sign an address up that nobody else has, from a network that nobody else has."""
    address = f"{name}+{uuid4().hex[:12]}@{domain}"
    network = ".".join(str(byte) for byte in uuid4().bytes[:4])
    answer = cloud.anyone({"X-Forwarded-For": network}).post("website", "/subscribers", json={"email": address})
    assert answer.status_code == 202, answer.text
    return address


def mail_to(cloud: Cloud, address: str, subject: str) -> dict[str, Any]:
    """The only mail with this subject; fails if there are more."""
    mails = eventually(
        lambda: [each for each in cloud.mails() if each["To"] == [address] and subject in each["Subject"]]
    )
    assert len(mails) == 1
    return mails[0]


def token_in(mail: dict[str, Any]) -> str:
    """The token of the link in a mail."""
    link = re.search(r"/newsletter/\w+\?token=(\S+)", mail["BodyText"])
    assert link
    return link[1]


def table_in(environment: Environment, region: str) -> Any:
    """A client of DynamoDB in a region."""
    return boto3.client(
        "dynamodb",
        region_name=region,
        endpoint_url=environment.aws.endpoint_url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def rows(environment: Environment, region: str, address: str) -> list[dict[str, Any]]:
    """The subscriber with this address, as a region has it."""
    page = table_in(environment, region).scan(
        TableName=environment.outputs.tables["website"],
        FilterExpression="email = :email",
        ExpressionAttributeValues={":email": {"S": address}},
    )
    return list(page["Items"])


def test_who_confirms_is_welcomed_once_and_leaves_with_one_click(cloud: Cloud) -> None:
    address = somebody(cloud)
    visitor = cloud.anyone()

    token = token_in(mail_to(cloud, address, "Confirm"))
    assert visitor.get("website", f"/confirm?token={token}").status_code == 200
    again = visitor.get("website", f"/confirm?token={token}")
    welcome = mail_to(cloud, address, "Welcome")

    assert (again.status_code, again.json()["type"]) == (409, "urn:souk:problem:link-used")
    form = {"List-Unsubscribe": "One-Click"}
    assert visitor.post("website", f"/subscribers/{token_in(welcome)}", data=form).status_code == 204
    assert rows(cloud.environment, cloud.aws.region, address) == []


def test_a_subscriber_is_in_the_replica_region_too(cloud: Cloud) -> None:
    address = somebody(cloud)

    (there,) = eventually(lambda: rows(cloud.environment, REPLICA, address))

    assert [there] == rows(cloud.environment, cloud.aws.region, address)


@pytest.mark.parametrize("later", ["active", "ended"])
def test_of_conflicting_writes_in_two_regions_both_keep_the_later(cloud: Cloud, later: str) -> None:
    address, name = somebody(cloud), cloud.outputs.tables["website"]
    [before] = eventually(lambda: rows(cloud.environment, REPLICA, address))
    states = {cloud.aws.region: "active", REPLICA: "ended"}

    # Each region changes the row as it was; `email` stays, by which this test finds it.
    for region in sorted(states, key=lambda region: states[region] == later):
        table_in(cloud.environment, region).put_item(TableName=name, Item={**before, "state": {"S": states[region]}})

    agreed = [[{**before, "state": {"S": later}}]] * 2
    assert eventually(lambda: [rows(cloud.environment, region, address) for region in states] == agreed)


@pytest.mark.parametrize("name", ["bounce", "complaint"])
def test_an_address_that_mail_does_not_reach_or_that_complains_is_forgotten(cloud: Cloud, name: str) -> None:
    address = somebody(cloud, name, "simulator.amazonses.com")

    mail_to(cloud, address, "Confirm")

    assert eventually(lambda: not rows(cloud.environment, cloud.aws.region, address))


def test_a_bounce_that_was_a_dead_letter_counts_once_it_is_redriven(cloud: Cloud) -> None:
    address = somebody(cloud)
    [row] = rows(cloud.environment, cloud.aws.region, address)
    tags = {"subscriber": [row["pk"]["S"].partition("#")[2]], "subscription": [row["subscription"]["S"]]}
    event = {"eventType": "Bounce", "bounce": {"bounceType": "Permanent"}, "mail": {"tags": tags}}
    sqs = cloud.client("sqs")
    queue = sqs.get_queue_url(QueueName=f"souk-{cloud.outputs.env}-website-bounces-dlq")["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(event))

    with alone(cloud.home):
        souk(cloud.home, "dlq", "redrive", "website_bounces", "--env", cloud.outputs.env)

    assert eventually(lambda: not rows(cloud.environment, cloud.aws.region, address))
