"""The kinds of things that an environment is made of: how to list all of a kind, and how to remove one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from souk.cloud.clients import Aws
from souk.cloud.stack import name_of


@dataclass(frozen=True)
class Kind:
    """Things of one kind: how to list them all, and how to remove one."""

    name: str
    listed: Callable[[Aws], Iterable[tuple[str, str]]]
    """Pairs of name and id."""
    remove: Callable[[Aws, str], object]


def empty_bucket(aws: Aws, bucket: str, prefix: str = "") -> None:
    """Remove all its objects, or all below a prefix; old versions, too."""
    for page in aws.s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            told = {} if version["VersionId"] == "null" else {"VersionId": version["VersionId"]}
            aws.s3.delete_object(Bucket=bucket, Key=version["Key"], **told)


def _pages(client: Any, operation: str, key: str, **asked: Any) -> Iterator[Any]:
    for page in client.get_paginator(operation).paginate(**asked):
        yield from page[key]


def _plain(service: str, operation: str, key: str, name: str, own: str = "", /, **asked: Any) -> Any:
    """A listing whose entries tell their name and their id."""

    def listed(aws: Aws) -> Iterator[tuple[str, str]]:
        for entry in _pages(aws.client(service), operation, key, **asked):
            yield entry[name], entry[own or name]

    return listed


def _last(separator: str, service: str, operation: str, key: str, field: str, own: str = "", /) -> Any:
    """A listing whose names are the end of a longer text: an ARN, a path, a URL."""

    def listed(aws: Aws) -> Iterator[tuple[str, str]]:
        for entry in _pages(aws.client(service), operation, key):
            text = entry[field] if isinstance(entry, dict) else entry
            yield text.rpartition(separator)[2], entry[own] if own else text

    return listed


def _subscriptions(aws: Aws) -> Iterator[tuple[str, str]]:
    for entry in _pages(aws.sns, "list_subscriptions", "Subscriptions"):
        yield entry["TopicArn"].rpartition(":")[2], entry["SubscriptionArn"]


def _delivery_streams(aws: Aws) -> Iterator[tuple[str, str]]:
    firehose = aws.client("firehose")
    start: dict[str, str] = {}
    while True:
        page = firehose.list_delivery_streams(Limit=100, **start)
        yield from ((name, name) for name in page["DeliveryStreamNames"])
        if not page["HasMoreDeliveryStreams"]:
            return
        start = {"ExclusiveStartDeliveryStreamName": page["DeliveryStreamNames"][-1]}


def _buckets(aws: Aws) -> Iterator[tuple[str, str]]:
    yield from ((bucket["Name"], bucket["Name"]) for bucket in aws.s3.list_buckets()["Buckets"])


def _senders(aws: Aws) -> Iterator[tuple[str, str]]:
    """The addresses of mail: shop@ENV.souk.example."""
    for identity in _pages(aws.client("ses"), "list_identities", "Identities"):
        domain = identity.rpartition("@")[2]
        if domain.endswith(".souk.example"):
            yield name_of(domain.removesuffix(".souk.example")), identity


def _parameters(aws: Aws) -> Iterator[tuple[str, str]]:
    """`/souk-ENV/deployed`."""
    for parameter in _pages(aws.ssm, "describe_parameters", "Parameters"):
        yield parameter["Name"].strip("/").partition("/")[0], parameter["Name"]


def _applications(aws: Aws) -> Iterator[tuple[str, str]]:
    """What shifts requests from version to version; the local cloud has nothing of the kind."""
    if aws.endpoint_url is None:
        yield from ((name, name) for name in _pages(aws.client("codedeploy"), "list_applications", "applications"))


def _roles(aws: Aws) -> Iterator[tuple[str, str]]:
    """All but the one with which API Gateway logs for the whole account, whichever environment made it."""
    kept = aws.apigateway.get_account().get("cloudwatchRoleArn")
    for role in _pages(aws.iam, "list_roles", "Roles"):
        if role["Arn"] != kept:
            yield role["RoleName"], role["RoleName"]


def _remove_role(aws: Aws, role: str) -> None:
    for policy in aws.iam.list_role_policies(RoleName=role)["PolicyNames"]:
        aws.iam.delete_role_policy(RoleName=role, PolicyName=policy)
    for policy in aws.iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        aws.iam.detach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])
    aws.iam.delete_role(RoleName=role)


def _remove_bucket(aws: Aws, bucket: str) -> None:
    empty_bucket(aws, bucket)
    aws.s3.delete_bucket(Bucket=bucket)


def _remove_rule(aws: Aws, rule: str) -> None:
    events = aws.client("events")
    targets = [target["Id"] for target in events.list_targets_by_rule(Rule=rule)["Targets"]]
    if targets:
        events.remove_targets(Rule=rule, Ids=targets)
    events.delete_rule(Name=rule)


def _call(service: str, operation: str, argument: str) -> Callable[[Aws, str], object]:
    def call(aws: Aws, own: str) -> object:
        return getattr(aws.client(service), operation)(**{argument: own})

    return call


KINDS = (
    Kind(
        "event source mapping",
        _last(":function:", "lambda", "list_event_source_mappings", "EventSourceMappings", "FunctionArn", "UUID"),
        _call("lambda", "delete_event_source_mapping", "UUID"),
    ),
    Kind("rule", _plain("events", "list_rules", "Rules", "Name"), _remove_rule),
    Kind(
        "API",
        _plain("apigateway", "get_rest_apis", "items", "name", "id"),
        _call("apigateway", "delete_rest_api", "restApiId"),
    ),
    Kind(
        "function",
        _plain("lambda", "list_functions", "Functions", "FunctionName"),
        _call("lambda", "delete_function", "FunctionName"),
    ),
    Kind("deployment application", _applications, _call("codedeploy", "delete_application", "applicationName")),
    Kind("subscription", _subscriptions, _call("sns", "unsubscribe", "SubscriptionArn")),
    Kind(
        "topic",
        _last(":", "sns", "list_topics", "Topics", "TopicArn", "TopicArn"),
        _call("sns", "delete_topic", "TopicArn"),
    ),
    Kind("queue", _last("/", "sqs", "list_queues", "QueueUrls", ""), _call("sqs", "delete_queue", "QueueUrl")),
    Kind("delivery stream", _delivery_streams, _call("firehose", "delete_delivery_stream", "DeliveryStreamName")),
    Kind(
        "stream",
        _last("/", "kinesis", "list_streams", "StreamNames", ""),
        _call("kinesis", "delete_stream", "StreamName"),
    ),
    Kind(
        "table", _last("/", "dynamodb", "list_tables", "TableNames", ""), _call("dynamodb", "delete_table", "TableName")
    ),
    Kind("bucket", _buckets, _remove_bucket),
    Kind(
        "user pool",
        _plain("cognito-idp", "list_user_pools", "UserPools", "Name", "Id", MaxResults=60),
        _call("cognito-idp", "delete_user_pool", "UserPoolId"),
    ),
    Kind(
        "alarm",
        _plain("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
        lambda aws, name: aws.client("cloudwatch").delete_alarms(AlarmNames=[name]),
    ),
    Kind("mail address", _senders, _call("ses", "delete_identity", "Identity")),
    Kind(
        "log group",
        _last("/", "logs", "describe_log_groups", "logGroups", "logGroupName", "logGroupName"),
        _call("logs", "delete_log_group", "logGroupName"),
    ),
    Kind("role", _roles, _remove_role),
    Kind("parameter", _parameters, _call("ssm", "delete_parameter", "Name")),
)
"""Every service that an environment has something in; what refers to others comes first."""

HOLD_DATA = tuple(kind for kind in KINDS if kind.name in ("table", "bucket", "user pool"))
"""What a protected environment leaves behind."""
