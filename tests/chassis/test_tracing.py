"""Tracing: one id for a whole journey, and no harm where there is none."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from chassis.runtime import tracing

HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.mark.parametrize("header", [HEADER, "Sampled=0;Root=1-5759e988-bd862e3fe1be46a994272793"])
def test_the_trace_of_the_invocation_is_known(monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)

    assert tracing.header() == header
    assert tracing.trace_id() == "1-5759e988-bd862e3fe1be46a994272793"


@pytest.mark.parametrize("header", [None, "", ";", "garbage", "Sampled=1"])
def test_without_a_trace_there_is_no_id(monkeypatch: pytest.MonkeyPatch, header: str | None) -> None:
    monkeypatch.delenv("_X_AMZN_TRACE_ID", raising=False)
    if header is not None:
        monkeypatch.setenv("_X_AMZN_TRACE_ID", header)

    assert tracing.trace_id() == ""


def test_without_a_trace_a_span_does_no_harm() -> None:
    with tracing.span("publish", event="orders.OrderPlaced.v1"):
        done = True

    assert done


def test_a_span_hides_no_failure() -> None:
    with pytest.raises(ZeroDivisionError), tracing.span("publish"):
        raise ZeroDivisionError


TRACED = """
import sys
from chassis.runtime import tracing
from tests.aws_server import aws_server, Answer
with aws_server() as aws:
    with tracing.span("react", cause="1-a"):
        aws.session().client("dynamodb").get_item(TableName="orders", Key={})
    with tracing.call_service("users", "GET", "http://users/customers/1") as call:
        call.answered(200)
    print(aws.requests[0].headers.get("x-amzn-trace-id", ""))
print(*sorted(name for name in sys.modules if name.split(".")[0] in ("aws_xray_sdk", "boto3", "httpx")))
"""


def run_traced(header: str, daemon: socket.socket) -> tuple[str, str, list[dict[str, Any]]]:
    """The trace header that AWS got, the libraries that were loaded, and the segments that X-Ray's daemon got."""
    environ = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "LAMBDA_TASK_ROOT": "/var/task",
        "_X_AMZN_TRACE_ID": header,
        "AWS_XRAY_DAEMON_ADDRESS": f"127.0.0.1:{daemon.getsockname()[1]}",
    }
    result = subprocess.run([sys.executable, "-c", TRACED], env=environ, capture_output=True, text=True, check=True)
    sent, loaded = result.stdout.splitlines()
    segments: list[dict[str, Any]] = []
    daemon.setblocking(False)
    with suppress(BlockingIOError):
        while True:
            segments.append(json.loads(daemon.recv(65536).split(b"\n")[1]))
    return sent, loaded, segments


@pytest.fixture
def daemon() -> Iterator[socket.socket]:
    """X-Ray's daemon beside a function."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        yield receiver


def test_a_sampled_trace_has_the_calls_to_aws_and_to_services_and_goes_on_in_them(daemon: socket.socket) -> None:
    sent, loaded, segments = run_traced(HEADER, daemon)

    call, react, remote = segments
    assert react["annotations"] == {"cause": "1-a"}
    assert (call["name"], call["namespace"], call["parent_id"]) == ("dynamodb", "aws", react["id"])
    assert call["aws"].items() >= {"operation": "GetItem", "region": "eu-central-1", "table_name": "orders"}.items()
    assert call["http"]["response"]["status"] == 200
    assert sent == f"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={call['id']};Sampled=1"
    assert (remote["name"], remote["namespace"]) == ("users", "remote")
    assert remote["http"]["request"] == {"method": "GET", "url": "http://users/customers/1"}
    assert "aws_xray_sdk.core" in loaded


@pytest.mark.parametrize("header", ["", HEADER.replace("Sampled=1", "Sampled=0")])
def test_a_trace_that_is_not_sampled_loads_no_tracer_and_goes_on(daemon: socket.socket, header: str) -> None:
    assert run_traced(header, daemon) == (header, "", [])
