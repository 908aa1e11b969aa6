"""The recorder answers as the recorded endpoint did, whatever order and ids the function sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from tests.bench_cold.aws_calls import arguments
from tests.bench_cold.recorder import Call, Recorder


class Counting(BaseHTTPRequestHandler):
    """An endpoint whose every answer is another number."""

    number = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).number += 1
        body = str(self.number).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """A recorder of a counting endpoint."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Counting) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with Recorder(f"http://127.0.0.1:{server.server_address[1]}") as recorder:
            yield recorder
        server.shutdown()


def send(recorder: Recorder, action: str, **parameters: object) -> str:
    headers = {"X-Amz-Target": f"DynamoDB_20120810.{action}"}
    return httpx.post(recorder.url, json=parameters, headers=headers, trust_env=False).text


def test_the_same_request_gets_its_own_answer_in_any_order(recorder: Recorder) -> None:
    first, second = send(recorder, "GetItem", Key="1"), send(recorder, "GetItem", Key="2")
    recorder.replay(recorder.calls)

    assert [send(recorder, "GetItem", Key=key) for key in ("2", "1", "2")] == [second, first, second]


def test_requests_with_new_ids_get_the_answers_of_similar_ones_in_their_order_again_and_again(
    recorder: Recorder,
) -> None:
    answers = [send(recorder, "PutItem", Item=number) for number in range(2)]
    send(recorder, "PutItem", Item=0, Condition="none")
    recorder.replay(recorder.calls)

    assert [send(recorder, "PutItem", Item=f"new {number}") for number in range(4)] == answers * 2


def test_a_call_that_was_not_recorded_fails(recorder: Recorder) -> None:
    send(recorder, "GetItem", Key="1")
    recorder.replay(recorder.calls)

    assert send(recorder, "Scan") == "Scan was not recorded"
    assert send(recorder, "GetItem", Key="1", Limit=1) == "GetItem was not recorded"


def test_calls_are_the_arguments_of_boto3() -> None:
    target = {"X-Amz-Target": "DynamoDB_20120810.GetItem"}
    form = "Action=PublishBatch&Version=1&TopicArn=t&PublishBatchRequestEntries.member.1.Id=0"
    attribute = "PublishBatchRequestEntries.member.1.MessageAttributes.entry.1"
    form += f"&{attribute}.Name=key&{attribute}.Value.DataType=String&{attribute}.Value.StringValue=a+b"
    calls = [
        Call("GetItem", "POST", "/", target, json.dumps({"TableName": "orders"}).encode()),
        Call("PublishBatch", "POST", "/", {}, form.encode()),
        Call("HTTP", "GET", "/internal/customers/1", {}, b""),
    ]

    entries = [{"Id": "0", "MessageAttributes": {"key": {"DataType": "String", "StringValue": "a b"}}}]
    assert arguments(calls) == [
        {"service": "dynamodb", "method": "get_item", "parameters": {"TableName": "orders"}},
        {
            "service": "sns",
            "method": "publish_batch",
            "parameters": {"TopicArn": "t", "PublishBatchRequestEntries": entries},
        },
        {"path": "/internal/customers/1"},
    ]
