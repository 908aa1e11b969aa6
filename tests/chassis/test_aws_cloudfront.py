"""The small client of CloudFront sends the requests that boto3 sends, and makes of the answers what boto3 makes."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from chassis.runtime.aws_client import Session
from tests.aws_server import KEYS, Answer, AwsServer, aws_server

BATCH = {"Paths": {"Quantity": 2, "Items": ["/", "/a&b/*"]}, "CallerReference": "<once>"}
CREATED = (
    b'<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">'
    b"<Id>I1</Id><Status>InProgress</Status></Invalidation>"
)
REFUSED = (
    b'<?xml version="1.0"?><ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error>'
    b"<Type>Sender</Type><Code>NoSuchDistribution</Code><Message>no</Message></Error></ErrorResponse>"
)


def both(aws: AwsServer) -> list[Any]:
    keys = {"aws_access_key_id": "AKID", "aws_secret_access_key": "secret", "region_name": "eu-central-1"}
    config = Config(retries={"total_max_attempts": 1})
    boto: Any = boto3.client("cloudfront", endpoint_url=aws.url, config=config, **keys)  # type: ignore[call-overload]
    return [aws.session().client("cloudfront"), boto]


def test_an_invalidation_is_the_same_on_the_wire_and_in_its_result() -> None:
    with aws_server() as aws:
        aws.answers = [Answer(CREATED)]
        results = [
            client.create_invalidation(DistributionId="E1", InvalidationBatch=BATCH)["Invalidation"]
            for client in both(aws)
        ]

    ours, theirs = aws.requests
    assert results[0] == {name: results[1][name] for name in ("Id", "Status")}
    assert ours.path == theirs.path
    assert ElementTree.canonicalize(ours.body.decode()) == ElementTree.canonicalize(theirs.body.decode())  # type: ignore[call-overload]
    assert "/us-east-1/cloudfront/" in ours.headers["authorization"], "as boto3 signs for AWS' own endpoint"


def test_a_refusal_is_the_same_exception() -> None:
    errors = []
    with aws_server() as aws:
        aws.answers = [Answer(REFUSED, 404)]
        for client in both(aws):
            with pytest.raises(ClientError) as refused:
                client.create_invalidation(DistributionId="E1", InvalidationBatch=BATCH)
            errors.append(refused.value.response["Error"])

    assert [(error["Code"], error["Message"]) for error in errors] == [("NoSuchDistribution", "no")] * 2


def test_a_global_service_has_no_region_in_its_name() -> None:
    assert Session(KEYS).endpoint("cloudfront") == "https://cloudfront.amazonaws.com"
    assert Session(KEYS).endpoint("s3") == "https://s3.eu-central-1.amazonaws.com"
