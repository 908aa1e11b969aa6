"""Somebody with everything that one environment gives: the keys of its functions' roles, the tokens of its people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from souk.base.paths import REGION
from souk.cloud import event_archive
from tests.cloud import Cloud, Visitor

PROTECTED = (
    ("GET", "orders.v1", "/orders"),
    ("GET", "orders.v2", "/orders"),
    ("POST", "orders.v1", "/orders"),
    ("POST", "orders.v2", "/orders"),
    ("PUT", "orders.v1", "/products/X"),
    ("GET", "users.v1", "/users/me"),
    ("DELETE", "users.v1", "/users/me"),
    ("GET", "notifications.v1", "/notifications"),
    ("GET", "notifications.v1", "/notifications/preferences"),
)
"""Operations that need a token."""


def roles_of(cloud: Cloud) -> dict[str, boto3.Session]:
    """A session with the keys of each role in the environment's stack, by its logical id."""
    sts, found = cloud.client("sts"), {}
    pages = cloud.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=f"souk-{cloud.outputs.env}"):
        for resource in page["StackResourceSummaries"]:
            if resource["ResourceType"] == "AWS::IAM::Role":
                arn = cloud.aws.iam.get_role(RoleName=resource["PhysicalResourceId"])["Role"]["Arn"]
                keys = sts.assume_role(RoleArn=arn, RoleSessionName="intruder")["Credentials"]
                found[resource["LogicalResourceId"]] = boto3.Session(
                    keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION
                )
    return found


@dataclass
class Intruder:
    """Whoever holds one environment's keys and tokens."""

    home: Cloud
    roles: dict[str, boto3.Session]
    customer: Visitor
    staff: Visitor

    def attempts(self, target: Cloud) -> dict[str, Callable[[], Any]]:
        """What each role may do at home, done to `target`: by what it is. At home it harms nothing.

        What is announced has been announced before, and whoever listens knows it already.
        """
        told, service = target.outputs, self._service
        read, write = service("OrdersHttpRole", "dynamodb"), service("NotificationsSqsRole", "dynamodb")
        key = {"pk": {"S": "INTRUDER"}, "sk": {"S": uuid.uuid4().hex}}
        known = event_archive.read(target.aws, told)[0]
        letter = {"MessageGroupId": known.aggregate_id, "MessageDeduplicationId": known.id}
        attempts = {
            "read the orders": lambda: read.get_item(TableName=told.tables["orders"], Key=key),
            "write notifications": lambda: write.delete_item(TableName=told.tables["notifications"], Key=key),
            "ask for people": lambda: service("UsersHttpRole", "cognito-idp").admin_get_user(
                UserPoolId=told.user_pool_id, Username=told.demo["customer"].username
            ),
            "announce": lambda: service("OrdersStreamRole", "sns").publish(
                TopicArn=told.topic_arn, Message=known.wire, **letter
            ),
            "write to the log": lambda: service("OrdersStreamRole", "kinesis").put_records(
                StreamName=told.event_stream_name,
                Records=[{"Data": known.wire.encode(), "PartitionKey": known.aggregate_id}],
            ),
            "read the log": lambda: service("OrdersKinesisRole", "kinesis").list_shards(
                StreamName=told.event_stream_name
            ),
            "look into the queue": lambda: service("NotificationsSqsRole", "sqs").get_queue_attributes(
                QueueUrl=told.queues["notifications"], AttributeNames=["All"]
            ),
            "read the archive": lambda: service("EventDeliveryRole", "s3").list_objects_v2(
                Bucket=told.event_archive_name
            ),
        }
        if target is not self.home:  # at home somebody would have to deal with it
            attempts["park a letter"] = lambda: service("UsersSqsRole", "sqs").send_message(
                QueueUrl=told.dlqs["users"], MessageBody=known.wire, **letter
            )
            attempts["take from the queue"] = lambda: service("UsersSqsRole", "sqs").receive_message(
                QueueUrl=told.queues["users"]
            )
        return attempts

    def asks_for_a_customer(self, target: Cloud) -> httpx.Response:
        """What orders asks users, signed with the keys that orders has at home."""
        url = f"{target.outputs.apis['users.v1']}/internal/customers/{uuid.uuid4()}"
        request = AWSRequest("GET", url)
        keys = self.roles["OrdersHttpRole"].get_credentials()
        assert keys is not None
        SigV4Auth(keys, "execute-api", REGION).add_auth(request)
        return httpx.get(url, headers=dict(request.headers), trust_env=False, timeout=60)

    def _service(self, role: str, service: str) -> Any:
        session: Any = self.roles[role]
        return session.client(service, endpoint_url=self.home.outputs.endpoint_url)


def is_refused(attempt: Callable[[], Any]) -> bool:
    """Whether it is not allowed. Any other answer, an error too, means that the door was open."""
    try:
        attempt()
    except ClientError as error:
        return any(word in error.response["Error"]["Code"] for word in ("Denied", "Authoriz"))
    return False


def answers(target: Cloud, visitor: Visitor) -> dict[str, int]:
    """What `target` answers to the token of somebody who lives elsewhere, by operation."""
    found = {}
    for method, api, path in PROTECTED:
        headers = {"Authorization": visitor.http.headers["Authorization"], "Idempotency-Key": str(uuid.uuid4())}
        body = {} if method in ("POST", "PUT") else None
        url = target.outputs.apis[api] + path
        found[f"{method} {api} {path}"] = httpx.request(
            method, url, headers=headers, json=body, trust_env=False, timeout=60
        ).status_code
    return found
