"""The types of resources in an environment: how to list those of an account, and how to delete one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from souk.cloud.clients import Aws
from souk.cloud.naming import PROJECT, stack_name
from souk.environments import removers


@dataclass(frozen=True)
class ResourceType:
    """A type with its operations."""

    name: str
    list: Callable[[Aws], Iterable[tuple[str, str]]]
    """Name and id of each resource."""
    remove: Callable[[Aws, str], object]


def _pages(client: Any, operation: str, key: str, **arguments: Any) -> Iterator[Any]:
    for page in client.get_paginator(operation).paginate(**arguments):
        yield from page[key]


def _listing(
    service: str, operation: str, key: str, field: str = "", identifier: str = "", *, after: str = "", **arguments: Any
) -> Callable[[Aws], Iterator[tuple[str, str]]]:
    """List the name and id of each resource. `after`: the name is the part of an ARN, a path or a URL after this."""

    def list_all(aws: Aws) -> Iterator[tuple[str, str]]:
        for entry in _pages(aws.client(service), operation, key, **arguments):
            text = entry[field] if field else entry
            yield text.rpartition(after)[2] if after else text, entry[identifier] if identifier else text

    return list_all


def _type(name: str, service: str, listing: tuple[str, ...], delete: tuple[str, str], **options: Any) -> ResourceType:
    """A type with one operation to list and one to delete it; `delete` is that operation and its argument."""
    return ResourceType(name, _listing(service, *listing, **options), _delete(service, *delete))


def _delete(service: str, operation: str, argument: str) -> Callable[[Aws, str], object]:
    return lambda aws, identifier: getattr(aws.client(service), operation)(**{argument: identifier})


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
    """SES identities: shop@ENV.souk.example."""
    for identity in _pages(aws.client("ses"), "list_identities", "Identities"):
        domain = identity.rpartition("@")[2]
        if domain.endswith(".souk.example"):
            yield stack_name(domain.removesuffix(".souk.example")), identity


def _parameters(aws: Aws) -> Iterator[tuple[str, str]]:
    """`/souk-ENV/deployed`, and `/souk/ENV/PUBLISHER/THING`. The registry's `/souk/environments/ENV` is shorter."""
    for parameter in _pages(aws.ssm, "describe_parameters", "Parameters"):
        first, *rest = parameter["Name"].strip("/").split("/")
        published = first == PROJECT and len(rest) == 3
        yield stack_name(rest[0]) if published else first, parameter["Name"]


def _applications(aws: Aws) -> Iterator[tuple[str, str]]:
    """CodeDeploy, which the local cloud lacks."""
    if aws.endpoint_url is None:
        yield from ((name, name) for name in _pages(aws.client("codedeploy"), "list_applications", "applications"))


def _roles(aws: Aws) -> Iterator[tuple[str, str]]:
    """All except API Gateway's logging role, which the whole account shares."""
    kept = aws.apigateway.get_account().get("cloudwatchRoleArn")
    for role in _pages(aws.iam, "list_roles", "Roles"):
        if role["Arn"] != kept:
            yield role["RoleName"], role["RoleName"]


def _configuration_sets(aws: Aws) -> Iterator[tuple[str, str]]:
    start: dict[str, str] = {}
    while True:
        page = aws.client("sesv2").list_configuration_sets(**start)
        yield from ((name, name) for name in page.get("ConfigurationSets", []))
        if "NextToken" not in page:
            return
        start = {"NextToken": page["NextToken"]}


RESOURCE_TYPES = (
    _type(
        "event source mapping",
        "lambda",
        ("list_event_source_mappings", "EventSourceMappings", "FunctionArn", "UUID"),
        ("delete_event_source_mapping", "UUID"),
        after=":function:",
    ),
    ResourceType("rule", _listing("events", "list_rules", "Rules", "Name"), removers.remove_rule),
    _type("API", "apigateway", ("get_rest_apis", "items", "name", "id"), ("delete_rest_api", "restApiId")),
    _type("function", "lambda", ("list_functions", "Functions", "FunctionName"), ("delete_function", "FunctionName")),
    ResourceType(
        "deployment application", _applications, _delete("codedeploy", "delete_application", "applicationName")
    ),
    _type(
        "subscription",
        "sns",
        ("list_subscriptions", "Subscriptions", "TopicArn", "SubscriptionArn"),
        ("unsubscribe", "SubscriptionArn"),
        after=":",
    ),
    _type("topic", "sns", ("list_topics", "Topics", "TopicArn"), ("delete_topic", "TopicArn"), after=":"),
    _type("queue", "sqs", ("list_queues", "QueueUrls"), ("delete_queue", "QueueUrl"), after="/"),
    ResourceType(
        "delivery stream", _delivery_streams, _delete("firehose", "delete_delivery_stream", "DeliveryStreamName")
    ),
    _type("stream", "kinesis", ("list_streams", "StreamNames"), ("delete_stream", "StreamName")),
    ResourceType(
        "configuration set",
        _configuration_sets,
        _delete("sesv2", "delete_configuration_set", "ConfigurationSetName"),
    ),
    ResourceType(
        "secret", _listing("secretsmanager", "list_secrets", "SecretList", "Name", "ARN"), removers.remove_secret
    ),
    ResourceType("table", _listing("dynamodb", "list_tables", "TableNames"), removers.remove_table),
    ResourceType("bucket", _buckets, removers.remove_bucket),
    _type(
        "user pool",
        "cognito-idp",
        ("list_user_pools", "UserPools", "Name", "Id"),
        ("delete_user_pool", "UserPoolId"),
        MaxResults=60,
    ),
    ResourceType(
        "alarm", _listing("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"), removers.remove_alarm
    ),
    ResourceType("mail address", _senders, _delete("ses", "delete_identity", "Identity")),
    _type(
        "log group",
        "logs",
        ("describe_log_groups", "logGroups", "logGroupName"),
        ("delete_log_group", "logGroupName"),
        after="/",
    ),
    ResourceType("role", _roles, removers.remove_role),
    ResourceType("parameter", _parameters, _delete("ssm", "delete_parameter", "Name")),
)
"""In the order of deletion: a type comes before those it refers to."""

DATA_TYPES = tuple(entry for entry in RESOURCE_TYPES if entry.name in ("table", "bucket", "user pool"))
"""The types that outlive a protected environment."""
