"""Recorded calls as arguments of boto3, for handlers that do the same calls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from botocore import xform_name

from tests.bench_cold.recorder import Call

SERVICES = {
    "DynamoDB_20120810": "dynamodb",
    "Kinesis_20131202": "kinesis",
    "AmazonSQS": "sqs",
    "AWSCognitoIdentityProviderService": "cognito-idp",
}


def arguments(calls: Iterable[Call]) -> list[dict[str, Any]]:
    """Each call as `service`, `method` and `parameters`; a call to another service's API as `path`."""
    return [_arguments(call) for call in calls]


def _arguments(call: Call) -> dict[str, Any]:
    if call.action == "HTTP":
        return {"path": call.path}
    if target := {name.lower(): value for name, value in call.headers.items()}.get("x-amz-target"):
        service, parameters = SERVICES[target.partition(".")[0]], json.loads(call.body)
    elif call.action == "SendEmail":
        service, parameters = "sesv2", json.loads(call.body)
    else:
        service, parameters = "sns", _from_form(call.body.decode())
    return {"service": service, "method": xform_name(call.action), "parameters": parameters}


def _from_form(body: str) -> dict[str, Any]:
    """The parameters of AWS's query protocol: `X.member.1.Y=v` is `{"X": [{"Y": "v"}]}`, entries are a dictionary."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        *parents, last = name.split(".")
        node = tree
        for part in parents:
            node = node.setdefault(part, {})
        node[last] = value
    return {name: _collapse(node) for name, node in tree.items() if name not in ("Action", "Version")}


def _collapse(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    children = {name: _collapse(child) for name, child in node.items()}
    if list(children) == ["member"]:
        return children["member"]
    if list(children) == ["entry"]:
        return {entry["Name"]: entry["Value"] for entry in children["entry"]}
    return list(children.values()) if all(re.fullmatch(r"\d+", name) for name in children) else children
