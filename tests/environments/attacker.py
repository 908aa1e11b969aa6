"""An attacker with all credentials of one environment: the keys of its roles and the tokens of its users."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from souk.base.paths import REGION
from souk.cloud import event_archive
from tests.cloud import Cloud, Visitor
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
SESSION = boto3.Session(region_name=REGION)
"""One for all keys: each session would read the descriptions of AWS's services again."""

DUMMY = re.compile(r"\{\w+\}")
"""A parameter in a path."""
Operation = tuple[str, str, str]
"""Method, contract and path."""


def protected(root: Path = ROOT) -> list[Operation]:
    """The operations that need a token, of every contract of a checkout."""
    return [
        (method.upper(), contract.stem, DUMMY.sub("X", path))
        for contract in sorted((root / "contracts/openapi").glob("*.json"))
        for path, operations in json.loads(contract.read_text())["paths"].items()
        for method, operation in operations.items()
        if method != "parameters" and any("token" in scheme for scheme in operation.get("security", ()))
    ]


def served(cloud: Cloud) -> list[Operation]:
    """Those that an environment has: some lack applications."""
    return [operation for operation in protected() if operation[1] in cloud.outputs.apis]


def roles_of(cloud: Cloud) -> dict[str, boto3.Session]:
    """A session with the keys of each role in the environment's stacks, by its logical id."""
    sts, sessions = cloud.client("sts"), {}
    for resource in cloud.environment.resources:
        if resource.type == "AWS::IAM::Role":
            arn = cloud.aws.iam.get_role(RoleName=resource.physical_id)["Role"]["Arn"]
            keys = sts.assume_role(RoleArn=arn, RoleSessionName="attacker")["Credentials"]
            sessions[resource.logical_id] = boto3.Session(
                keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION
            )
    return sessions


@dataclass
class Attacker:
    """The holder of one environment's keys and tokens."""

    home: Cloud
    roles: dict[str, boto3.Session]
    customer: Visitor
    staff: Visitor

    def attempts(self, target: Cloud) -> dict[str, Callable[[], Any]]:
        """The calls that each role may make at home, made on `target`, by name. At home they have no effect.

        The event that is published was published before, so consumers ignore it.
        """
        outputs, service = target.outputs, self._service
        read, write = service("OrdersHttpRole", "dynamodb"), service("NotificationsSqsRole", "dynamodb")
        key = {"pk": {"S": "ATTACKER"}, "sk": {"S": uuid.uuid4().hex}}
        event = next(iter(event_archive.read(target.environment)))
        ids = {"MessageGroupId": event.aggregate_id, "MessageDeduplicationId": event.id}
        attempts = {
            "read the orders": lambda: read.get_item(TableName=outputs.tables["orders"], Key=key),
            "write notifications": lambda: write.delete_item(TableName=outputs.tables["notifications"], Key=key),
            "look up users": lambda: service("UsersHttpRole", "cognito-idp").admin_get_user(
                UserPoolId=outputs.user_pool_id, Username=outputs.demo["customer"].username
            ),
            "publish": lambda: service("OrdersStreamRole", "sns").publish(
                TopicArn=outputs.topic_arn, Message=event.wire, **ids
            ),
            "write to the log": lambda: service("OrdersStreamRole", "kinesis").put_records(
                StreamName=outputs.event_stream_name,
                Records=[{"Data": event.wire.encode(), "PartitionKey": event.aggregate_id}],
            ),
            "read the log": lambda: service("OrdersKinesisRole", "kinesis").list_shards(
                StreamName=outputs.event_stream_name
            ),
            "inspect the queue": lambda: service("NotificationsSqsRole", "sqs").get_queue_attributes(
                QueueUrl=outputs.queues["notifications"], AttributeNames=["All"]
            ),
            "read the archive": lambda: service("EventDeliveryRole", "s3").list_objects_v2(
                Bucket=outputs.event_archive_name
            ),
        }
        if target is not self.home:  # at home they have effects
            attempts["park a message"] = lambda: service("UsersSqsRole", "sqs").send_message(
                QueueUrl=outputs.dlqs["users"], MessageBody=event.wire, **ids
            )
            attempts["take from the queue"] = lambda: service("UsersSqsRole", "sqs").receive_message(
                QueueUrl=outputs.queues["users"]
            )
        return attempts

    def get_customer(self, target: Cloud) -> httpx.Response:
        """The request of orders to users, signed with the keys of orders at home."""
        url = f"{target.outputs.apis['users.v1']}/internal/customers/{uuid.uuid4()}"
        request = AWSRequest("GET", url)
        keys = self.roles["OrdersHttpRole"].get_credentials()
        assert keys is not None
        SigV4Auth(keys, "execute-api", REGION).add_auth(request)
        return httpx.get(url, headers=dict(request.headers), trust_env=False, timeout=PATIENCE)

    def _service(self, role: str, service: str) -> Any:
        keys: Any = self.roles[role].get_credentials()
        return SESSION.client(  # type: ignore[call-overload]
            service,
            endpoint_url=self.home.outputs.endpoint_url,
            aws_access_key_id=keys.access_key,
            aws_secret_access_key=keys.secret_key,
            aws_session_token=keys.token,
        )


def is_refused(attempt: Callable[[], Any]) -> bool:
    """Whether access is denied. Any other result, even another error, means that it was allowed."""
    try:
        attempt()
    except ClientError as error:
        return any(word in error.response["Error"]["Code"] for word in ("Denied", "Authoriz"))
    return False


def statuses(target: Cloud, visitor: Visitor, operations: Iterable[Operation]) -> dict[str, int]:
    """The statuses of `target` for a token of another environment, by operation."""
    statuses = {}
    with httpx.Client(trust_env=False, timeout=PATIENCE) as http:
        for method, api, path in operations:
            headers = {"Authorization": visitor.http.headers["Authorization"], "Idempotency-Key": str(uuid.uuid4())}
            body = {} if method in ("POST", "PUT") else None
            url = target.outputs.apis[api] + path
            statuses[f"{method} {api} {path}"] = http.request(method, url, headers=headers, json=body).status_code
    return statuses
