"""The small client of AWS sends the requests that boto3 sends, and makes of the answers what boto3 makes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker

from chassis.runtime import aws_retries
from tests.aws_server import Answer, AwsServer, aws_server

KEY = {"pk": {"S": "ORDER#1"}, "sk": {"S": "ORDER"}}
ITEM = {**KEY, "n": {"N": "5"}, "b": {"B": b"\x00\xff"}, "bs": {"BS": [b"a"]}, "m": {"M": {"B": {"S": "x"}}}}
MAIL = {
    "FromEmailAddress": "shop@souk.example",
    "Destination": {"ToAddresses": ["alice@souk.example"]},
    "Content": {"Simple": {"Subject": {"Data": "Grüße"}, "Body": {"Text": {"Data": "a & b"}}}},
    "EmailTags": [{"Name": "environment", "Value": "dev"}],
}
ENTRY = {
    "Id": "0",
    "Message": '{"a": "é & ="}',
    "MessageGroupId": "1",
    "MessageDeduplicationId": "2",
    "MessageAttributes": {"event": {"DataType": "String", "StringValue": "orders.OrderPlaced.v1"}},
}
POOL = {"UserPoolId": "eu-central-1_1", "Username": "alice"}
QUEUE = {"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/1/q.fifo"}
ATTRIBUTES = {"cause": {"DataType": "String", "StringValue": "no"}}
CALLS: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("dynamodb", "get_item", {"TableName": "t", "Key": KEY, "ConsistentRead": True}, {"Item": {"a": {"N": "1"}}}),
    ("dynamodb", "put_item", {"TableName": "t", "Item": ITEM}, {}),
    (
        "dynamodb",
        "transact_write_items",
        {"ClientRequestToken": "x" * 36, "TransactItems": [{"Put": {"TableName": "t", "Item": ITEM}}]},
        {},
    ),
    ("dynamodb", "query", {"TableName": "t", "Limit": 2}, {"Items": [KEY], "Count": 1, "LastEvaluatedKey": KEY}),
    ("kinesis", "put_records", {"StreamName": "s", "Records": [{"Data": b"\xff{}", "PartitionKey": "1"}]}, {}),
    ("sqs", "send_message", {**QUEUE, "MessageBody": "{}", "MessageAttributes": ATTRIBUTES}, {"MessageId": "1"}),
    ("sqs", "change_message_visibility", {**QUEUE, "ReceiptHandle": "r", "VisibilityTimeout": 2}, {}),
    ("cognito-idp", "admin_get_user", POOL, {"Username": "alice", "Enabled": True}),
    ("cognito-idp", "admin_user_global_sign_out", POOL, {}),
    ("sesv2", "send_email", MAIL, {"MessageId": "1"}),
]
PUBLISHED = b"""<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
<Failed><member><Id>1</Id><Code>InvalidParameter</Code><Message>no</Message><SenderFault>true</SenderFault></member>
</Failed><Successful><member><Id>0</Id><MessageId>m</MessageId><SequenceNumber>1</SequenceNumber></member></Successful>
</PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>"""
CANCELLED = {
    "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    "Message": "cancelled",
    "CancellationReasons": [{"Code": "ConditionalCheckFailed", "Message": "no"}, {"Code": "None"}],
}
ERRORS: list[tuple[str, str, dict[str, Any], Answer]] = [
    (
        "dynamodb",
        "transact_write_items",
        {"TransactItems": [{"Put": {"TableName": "t", "Item": KEY}}]},
        Answer(json.dumps(CANCELLED).encode(), 400),
    ),
    ("dynamodb", "get_item", {"TableName": "t", "Key": KEY}, Answer(b"<html>Bad gateway</html>", 502)),
    (
        "kinesis",
        "put_records",
        {"StreamName": "s", "Records": [{"Data": b"", "PartitionKey": "1"}]},
        Answer(b'{"__type":"Oh","message":"no"}', 400),
    ),
    ("cognito-idp", "admin_get_user", POOL, Answer(b'{"__type":"UserNotFoundException","message":"no"}', 400)),
    ("sesv2", "send_email", MAIL, Answer(b'{"message":"no"}', 400, {"x-amzn-ErrorType": "MessageRejected:http://x/"})),
    (
        "sqs",
        "change_message_visibility",
        {**QUEUE, "ReceiptHandle": "r", "VisibilityTimeout": 1},
        Answer(
            b'{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no"}',
            400,
            {"x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"},
        ),
    ),
    (
        "sns",
        "publish_batch",
        {"TopicArn": "t", "PublishBatchRequestEntries": [ENTRY]},
        Answer(
            b'<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>'
            b"<Code>InvalidParameter</Code><Message>no</Message></Error></ErrorResponse>",
            400,
        ),
    ),
]


@pytest.fixture(scope="module")
def aws() -> Iterator[AwsServer]:
    with aws_server() as server:
        yield server


def both(aws: AwsServer, service: str) -> tuple[Any, Any]:
    """The small client, and boto3's."""
    config = Config(retries={"total_max_attempts": 1})
    keys = {"aws_access_key_id": "AKID", "aws_secret_access_key": "secret", "region_name": "eu-central-1"}
    client: Any = boto3.client(service, endpoint_url=aws.url, config=config, **keys)  # type: ignore[call-overload]
    return aws.session().client(service), client


def sent(aws: AwsServer) -> dict[str, Any]:
    """The request, without the text of its signature and what says nothing about it."""
    request = aws.requests.pop()
    names = "content-type", "x-amz-target", "x-amzn-query-mode", "host"
    headers = {name: value for name, value in request.headers.items() if name in names}
    form = headers["content-type"].startswith("application/x-www-form")
    body = sorted(parse_qsl(request.body.decode())) if form else json.loads(request.body)
    scope = request.headers["authorization"].partition("SignedHeaders")[0]
    return {"path": request.path, "headers": headers, "body": body, "scope": scope}


@pytest.mark.parametrize(("service", "operation", "params", "result"), CALLS, ids=lambda part: str(part)[:30])
def test_a_call_is_the_same_on_the_wire_and_in_its_result(
    aws: AwsServer, service: str, operation: str, params: dict[str, Any], result: dict[str, Any]
) -> None:
    aws.answers = [Answer(json.dumps(result).encode())]
    small, boto = both(aws, service)

    results = [dict(getattr(client, operation)(**params)) for client in (small, boto)]

    results[1].pop("ResponseMetadata")
    assert results[0] == results[1]
    assert sent(aws) == sent(aws)


def test_a_batch_for_a_topic_is_the_same_form_and_its_result_the_same_lists(aws: AwsServer) -> None:
    aws.answers = [Answer(PUBLISHED, headers={"content-type": "text/xml"})]
    small, boto = both(aws, "sns")
    batch = {"TopicArn": "arn:topic", "PublishBatchRequestEntries": [ENTRY, {**ENTRY, "Id": "1"}]}

    results = [dict(client.publish_batch(**batch)) for client in (small, boto)]

    results[1].pop("ResponseMetadata")
    assert results[0] == results[1]
    assert sent(aws) == sent(aws)


def test_binary_attributes_come_back_as_bytes(aws: AwsServer) -> None:
    aws.answers = [Answer(b'{"Item": {"a": {"B": "AP8="}, "b": {"BS": ["YQ=="]}, "B": {"S": "x"}}}')]
    small, boto = both(aws, "dynamodb")

    items = [client.get_item(TableName="t", Key=KEY)["Item"] for client in (small, boto)]

    assert items[0] == items[1] == {"a": {"B": b"\x00\xff"}, "b": {"BS": [b"a"]}, "B": {"S": "x"}}


@pytest.mark.parametrize(("service", "operation", "params", "answer"), ERRORS, ids=lambda part: str(part)[:30])
def test_an_error_is_the_same_exception(
    aws: AwsServer, service: str, operation: str, params: dict[str, Any], answer: Answer
) -> None:
    aws.answers = [answer]
    small, boto = both(aws, service)

    errors = []
    for client in (small, boto):
        with pytest.raises(ClientError) as raised:
            getattr(client, operation)(**params)
        errors.append(raised.value)

    first, second = errors
    assert str(first) == str(second).replace(" (reached max retries: 0)", "")
    for name in ("Code", "Message"):
        assert first.response["Error"][name] == second.response["Error"][name]
    assert first.response.get("CancellationReasons") == second.response.get("CancellationReasons")
    status = [error.response["ResponseMetadata"]["HTTPStatusCode"] for error in errors]
    assert status == [answer.status] * 2


def test_a_transaction_has_a_token_so_that_a_second_try_writes_nothing_twice(aws: AwsServer) -> None:
    aws.answers = [Answer(b"{}", 500), Answer()]
    small, _ = both(aws, "dynamodb")

    small.transact_write_items(TransactItems=[])

    tokens = [json.loads(request.body)["ClientRequestToken"] for request in aws.requests[-2:]]
    assert tokens[0] == tokens[1]
    assert 1 <= len(tokens[0]) <= 36


def test_the_same_errors_are_tried_again() -> None:
    assert sorted(aws_retries.THROTTLED) == sorted(ThrottledRetryableChecker._THROTTLED_ERROR_CODES)
    assert sorted(aws_retries.TRANSIENT) == sorted(TransientRetryableChecker._TRANSIENT_ERROR_CODES)
    assert sorted(aws_retries.TRANSIENT_STATUS) == sorted(TransientRetryableChecker._TRANSIENT_STATUS_CODES)
