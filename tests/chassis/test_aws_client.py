"""The small client of AWS in bad times: overload, failures, silence, a wrong clock, new credentials."""

from __future__ import annotations

import gzip
import json
import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from threading import Thread
from typing import Any
from zlib import crc32

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    HTTPClientError,
    ReadTimeoutError,
)

from chassis.runtime.aws_client import Session
from chassis.runtime.aws_config import CONFIG, CONFIG_ONCE, AwsConfig
from chassis.runtime.aws_retries import Retries
from tests.aws_server import KEYS, Answer, AwsServer, aws_server

DONE = Answer(b'{"Item": {"pk": {"S": "1"}}}')
BRIEF = AwsConfig(connect_timeout=0.2, read_timeout=0.2, attempts=1)


@pytest.fixture
def aws() -> Iterator[AwsServer]:
    with aws_server() as server:
        yield server


def get(session: Session, config: AwsConfig = CONFIG) -> dict[str, Any]:
    item: dict[str, Any] = session.client("dynamodb", config).get_item(TableName="t", Key={"pk": {"S": "1"}})["Item"]
    return item


def refused(code: str, status: int = 400, **headers: str) -> Answer:
    return Answer(json.dumps({"__type": f"com.amazonaws#{code}", "message": "no"}).encode(), status, headers)


PASSING = [
    refused("ProvisionedThroughputExceededException"),
    refused("ThrottlingException"),
    refused("TransactionInProgressException"),
    refused("InternalServerError", 500),
    Answer(b"<html>", 503),
    Answer(DONE.body, missing=5),
    Answer(DONE.body[:-2]),
    Answer(DONE.body, headers={"x-amz-crc32": "7"}),
]


@pytest.mark.parametrize("answer", PASSING, ids=repr)
def test_a_failure_that_passes_is_tried_again(aws: AwsServer, answer: Answer) -> None:
    aws.answers = [answer, DONE]

    assert get(aws.session()) == {"pk": {"S": "1"}}

    assert len(aws.requests) == 2


@pytest.mark.parametrize("answer", PASSING, ids=repr)
def test_a_call_that_may_be_made_only_once_is_not_tried_again(aws: AwsServer, answer: Answer) -> None:
    aws.answers = [answer]

    with pytest.raises((ClientError, HTTPClientError)):
        get(aws.session(), CONFIG_ONCE)

    assert len(aws.requests) == 1


@pytest.mark.parametrize("code", ["ValidationException", "ResourceNotFoundException", "AccessDeniedException"])
def test_a_refusal_is_not_tried_again(aws: AwsServer, code: str) -> None:
    aws.answers = [refused(code)]

    with pytest.raises(ClientError, match=code):
        get(aws.session())

    assert len(aws.requests) == 1


def test_the_last_of_all_failures_is_raised(aws: AwsServer) -> None:
    aws.answers = [refused("ThrottlingException"), refused("InternalServerError", 500)]

    with pytest.raises(ClientError, match="InternalServerError"):
        get(aws.session())


def test_while_everything_fails_no_call_is_tried_again() -> None:
    retries, failure = Retries(attempts=2), ReadTimeoutError(endpoint_url="http://hangs")

    allowed = [retries.allow(failure, 1) for _ in range(60)]
    retries.succeeded(failure)

    assert allowed == [True] * 50 + [False] * 10
    assert retries.allow(failure, 1)


def test_a_response_that_is_damaged_is_no_result(aws: AwsServer) -> None:
    aws.answers = [Answer(DONE.body, headers={"x-amz-crc32": "7"})]
    with pytest.raises(ConnectionClosedError):
        get(aws.session(), CONFIG_ONCE)

    aws.answers = [Answer(DONE.body, headers={"x-amz-crc32": str(crc32(DONE.body))})]
    assert get(aws.session(), CONFIG_ONCE)


def test_nothing_compressed_is_asked_for(aws: AwsServer) -> None:
    aws.answers = [DONE]

    get(aws.session())

    assert aws.requests[0].headers["accept-encoding"] == "identity"


def test_a_compressed_response_is_read_all_the_same(aws: AwsServer) -> None:
    aws.answers = [Answer(gzip.compress(DONE.body), headers={"content-encoding": "gzip"})]

    assert get(aws.session()) == {"pk": {"S": "1"}}


def test_a_connection_is_kept(aws: AwsServer) -> None:
    aws.answers = [DONE]
    session = aws.session()

    get(session)
    get(session, CONFIG_ONCE)

    assert len({request.connection for request in aws.requests}) == 1


def test_threads_have_their_own_connections(aws: AwsServer) -> None:
    aws.answers = [DONE]
    client = aws.session().client("dynamodb")
    threads = [Thread(target=client.get_item, kwargs={"TableName": "t", "Key": {}}) for _ in range(20)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(aws.requests) == 20


def test_an_endpoint_that_is_gone_is_told_from_one_that_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ReadTimeoutError):
            get(Session({**KEYS, "AWS_ENDPOINT_URL": url}), BRIEF)
    with pytest.raises(EndpointConnectionError):
        get(Session({**KEYS, "AWS_ENDPOINT_URL": url}), BRIEF)
    with pytest.raises(EndpointConnectionError):
        get(Session({**KEYS, "AWS_ENDPOINT_URL": "http://gone.invalid"}), BRIEF)


@pytest.mark.parametrize("code", ["InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired"])
def test_a_wrong_clock_is_corrected_once_and_remembered(aws: AwsServer, code: str) -> None:
    hour = formatdate(time.time() + 3600, usegmt=True)
    aws.answers = [refused(code, 403, date=hour), DONE]
    session = aws.session()

    get(session, CONFIG_ONCE)
    get(session, CONFIG_ONCE)

    assert 3500 < session.clock_offset < 3700
    assert len(aws.requests) == 3
    assert aws.requests[1].headers["x-amz-date"][:11] != aws.requests[0].headers["x-amz-date"][:11]


def test_a_signature_that_is_wrong_for_another_reason_is_refused(aws: AwsServer) -> None:
    aws.answers = [refused("InvalidSignatureException", 403, date=formatdate(usegmt=True))]

    with pytest.raises(ClientError):
        get(aws.session())

    assert len(aws.requests) == 1


def test_what_a_boto3_client_has_beside_its_operations_is_not_there() -> None:
    client = Session(KEYS).client("dynamodb")

    for name in ("exceptions", "get_paginator", "_private"):
        with pytest.raises(AttributeError):
            getattr(client, name)
