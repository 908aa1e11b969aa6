"""Calls that try each resource of an environment with the keys of a role, whichever stack either belongs to."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config

from souk.base.paths import REGION
from souk.cloud.environment import Environment, Resource
from tests.environments.attacker import is_refused

ROLE = "AWS::IAM::Role"
KEY = {"pk": {"S": "PROBE"}, "sk": {"S": "PROBE"}}
ONCE = Config(retries={"total_max_attempts": 1})
Call = Callable[[Any, str], Any]


@dataclass(frozen=True)
class Probe:
    """A call of one service on one resource; a `harmless` one has no effect where it is allowed."""

    service: str
    name: str
    call: Call
    harmless: bool = False


def _message() -> dict[str, str]:
    return {"MessageGroupId": "probe", "MessageDeduplicationId": uuid.uuid4().hex}


TABLE = (
    Probe("dynamodb", "read", lambda client, name: client.get_item(TableName=name, Key=KEY), harmless=True),
    Probe("dynamodb", "write", lambda client, name: client.put_item(TableName=name, Item=KEY)),
    Probe("dynamodb", "delete from", lambda client, name: client.delete_item(TableName=name, Key=KEY)),
)
PROBES: Mapping[str, tuple[Probe, ...]] = {
    "AWS::DynamoDB::GlobalTable": TABLE,
    "AWS::DynamoDB::Table": TABLE,
    "AWS::SQS::Queue": (
        Probe(
            "sqs",
            "inspect",
            lambda client, url: client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]),
            harmless=True,
        ),
        Probe("sqs", "take from", lambda client, url: client.receive_message(QueueUrl=url)),
        Probe("sqs", "send to", lambda client, url: client.send_message(QueueUrl=url, MessageBody="x", **_message())),
    ),
    "AWS::SNS::Topic": (
        Probe("sns", "publish to", lambda client, arn: client.publish(TopicArn=arn, Message="x", **_message())),
    ),
    "AWS::Kinesis::Stream": (
        Probe("kinesis", "list", lambda client, name: client.list_shards(StreamName=name), harmless=True),
        Probe(
            "kinesis",
            "write to",
            lambda client, name: client.put_records(StreamName=name, Records=[{"Data": b"{}", "PartitionKey": "x"}]),
        ),
    ),
    "AWS::S3::Bucket": (
        Probe("s3", "list", lambda client, name: client.list_objects_v2(Bucket=name), harmless=True),
        Probe("s3", "write to", lambda client, name: client.put_object(Bucket=name, Key="probe", Body=b"")),
    ),
    "AWS::SSM::Parameter": (Probe("ssm", "read", lambda client, name: client.get_parameter(Name=name), harmless=True),),
    "AWS::SecretsManager::Secret": (
        Probe("secretsmanager", "read", lambda client, name: client.get_secret_value(SecretId=name), harmless=True),
    ),
    "AWS::Cognito::UserPool": (
        Probe("cognito-idp", "look up", lambda client, pool: client.admin_get_user(UserPoolId=pool, Username="x")),
    ),
    "AWS::Lambda::Function": (
        Probe("lambda", "invoke", lambda client, name: client.invoke(FunctionName=name, Payload="{}")),
    ),
}
"""By the type of the resource."""


class Roles:
    """The keys of every role of an environment, with clients made on demand."""

    def __init__(self, environment: Environment) -> None:
        """Root may assume all of them."""
        self._environment, self._session = environment, boto3.Session(region_name=REGION)
        self.all = [resource for resource in environment.resources if resource.type == ROLE]
        self._keys = {role: self._assume(role) for role in self.all}
        self._clients: dict[tuple[Resource, str], Any] = {}

    def opened(self, roles: Iterable[Resource], targets: Iterable[Resource], harmless: bool = False) -> list[str]:
        """The things that these roles can do with these resources; empty where every call is denied."""
        tries = [
            (role, probe, target)
            for role in roles
            for target in targets
            for probe in PROBES.get(target.type, ())
            if probe.harmless or not harmless
        ]
        for role, probe, _ in tries:
            self._client(role, probe.service)
        with ThreadPoolExecutor(4) as pool:
            denied = list(pool.map(lambda each: self._is_refused(*each), tries))
        return [
            f"{role.logical_id} can {probe.name} {target.logical_id}"
            for (role, probe, target), is_denied in zip(tries, denied, strict=True)
            if not is_denied
        ]

    def _is_refused(self, role: Resource, probe: Probe, target: Resource) -> bool:
        client = self._client(role, probe.service)
        return is_refused(lambda: probe.call(client, target.physical_id))

    def _client(self, role: Resource, service: str) -> Any:
        if (role, service) not in self._clients:
            endpoint = self._environment.aws.endpoint_url
            keys = self._keys[role]
            self._clients[role, service] = self._session.client(  # type: ignore[call-overload]
                service, endpoint_url=endpoint, config=ONCE, **keys
            )
        return self._clients[role, service]

    def _assume(self, role: Resource) -> dict[str, str]:
        aws = self._environment.aws
        arn = aws.iam.get_role(RoleName=role.physical_id)["Role"]["Arn"]
        keys = aws.client("sts").assume_role(RoleArn=arn, RoleSessionName="probe")["Credentials"]
        return {
            "aws_access_key_id": keys["AccessKeyId"],
            "aws_secret_access_key": keys["SecretAccessKey"],
            "aws_session_token": keys["SessionToken"],
        }


def published(environment: Environment) -> set[str]:
    """The values that stacks of an environment publish for each other: addresses, names and ARNs."""
    pages = environment.aws.ssm.get_paginator("get_parameters_by_path").paginate(
        Path=f"/souk/{environment.name}", Recursive=True
    )
    return {parameter["Value"] for page in pages for parameter in page["Parameters"]}


def of_other_stacks(environment: Environment, stack: str) -> list[Resource]:
    """The resources that a stack has no business with: those of the others that are not published."""
    shared = published(environment)
    return [each for each in environment.resources if each.stack != stack and each.physical_id not in shared]
