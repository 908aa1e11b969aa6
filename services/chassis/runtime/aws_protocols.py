"""The AWS services that functions call: their names, and how a request and its result are written.

A protocol encodes an operation with its parameters, and decodes results and errors, into the dicts of a boto3 client.
Times stay as AWS writes them. SES offers `send_email` only, SNS the operations whose results are lists of entries, S3
those of `aws_s3.py`.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from chassis.runtime.aws_cloudfront import RestDistributions
from chassis.runtime.aws_encoding import Encoded, Params, Protocol, parse_xml
from chassis.runtime.aws_s3 import RestObjects

ONCE = {"TransactWriteItems": "ClientRequestToken"}  # with it, AWS writes a repeated request once
MAPS = ("MessageAttributes",)
LISTS = ("Successful", "Failed")


class Json:
    """AWS JSON: a header names the operation, the body has the parameters. Bytes are base64."""

    def __init__(self, target: str, version: str, **headers: str) -> None:
        self._target, self._headers = target, {"content-type": f"application/x-amz-json-{version}", **headers}

    def encode(self, operation: str, params: Params) -> Encoded:
        if (name := ONCE.get(operation)) and name not in params:
            params = {**params, name: os.urandom(16).hex()}
        headers = {**self._headers, "x-amz-target": f"{self._target}.{operation}"}
        return Encoded("/", headers, _json(params))

    def decode(self, body: bytes, headers: Mapping[str, str]) -> Params:
        hook = _bytes if b'"B' in body else None
        return dict(json.loads(body, object_hook=hook)) if body else {}

    def decode_error(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str, Params]:
        try:
            members = self.decode(body, headers)
        except ValueError:
            members = {}  # a proxy's page
        # For SQS, the names of its old protocol; for REST, a header; else in the body, with a prefix.
        query, header = headers.get("x-amzn-query-error", ""), headers.get("x-amzn-errortype", "")
        code = query.split(";")[0] or header or members.pop("__type", "") or members.pop("code", "")
        message = members.pop("message", None) or members.pop("Message", None) or ""
        return code.split(":")[0].rsplit("#")[-1], message, members


class RestMail(Json):
    """SES: REST with JSON; `SendEmail` is a POST to one path."""

    def __init__(self) -> None:
        super().__init__("", "")

    def encode(self, operation: str, params: Params) -> Encoded:
        if operation != "SendEmail":
            raise AttributeError(f"{operation} is not offered")
        return Encoded("/v2/email/outbound-emails", {"content-type": "application/json"}, _json(params))


class Query:
    """The query protocol of SNS and STS: a form, answered in XML."""

    def __init__(self, version: str) -> None:
        self._version = version

    def encode(self, operation: str, params: Params) -> Encoded:
        form = [("Action", operation), ("Version", self._version), *_flat("", params)]
        headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
        return Encoded("/", headers, urlencode(form).encode())

    def decode(self, body: bytes, headers: Mapping[str, str]) -> Params:
        result = next((part for part in parse_xml(body) if part.tag.endswith("Result")), ())
        return {part.tag: _entries(part) if part.tag in LISTS else part.text or "" for part in result}

    def decode_error(self, body: bytes, headers: Mapping[str, str]) -> tuple[str, str, Params]:
        try:
            root = parse_xml(body)
        except ValueError:
            return "", "", {}
        return root.findtext("Error/Code", ""), root.findtext("Error/Message", ""), {}


@dataclass(frozen=True)
class Service:
    """A service of AWS: its name in host names, in signatures and in `AWS_ENDPOINT_URL_..`.

    A global service has no region in its host name, and its signatures have `global_region`.
    """

    host: str
    signing_name: str
    variable: str
    protocol: Protocol
    global_region: str = ""


SERVICES = {
    "dynamodb": Service("dynamodb", "dynamodb", "DYNAMODB", Json("DynamoDB_20120810", "1.0")),
    "kinesis": Service("kinesis", "kinesis", "KINESIS", Json("Kinesis_20131202", "1.1")),
    "sqs": Service("sqs", "sqs", "SQS", Json("AmazonSQS", "1.0", **{"x-amzn-query-mode": "true"})),
    "sns": Service("sns", "sns", "SNS", Query("2010-03-31")),
    "cognito-idp": Service(
        "cognito-idp",
        "cognito-idp",
        "COGNITO_IDENTITY_PROVIDER",
        Json("AWSCognitoIdentityProviderService", "1.1"),
    ),
    "secretsmanager": Service("secretsmanager", "secretsmanager", "SECRETS_MANAGER", Json("secretsmanager", "1.1")),
    "sesv2": Service("email", "ses", "SESV2", RestMail()),
    "cloudfront": Service("cloudfront", "cloudfront", "CLOUDFRONT", RestDistributions(), global_region="us-east-1"),
    "s3": Service("s3", "s3", "S3", RestObjects()),
    "sts": Service("sts", "sts", "STS", Query("2011-06-15")),
}


def _json(params: Params) -> bytes:
    return json.dumps(params, default=_base64).encode()


def _base64(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


def _bytes(members: dict[str, Any]) -> dict[str, Any]:
    """DynamoDB's binary attributes, `{"B": ..}` and `{"BS": [..]}`, as bytes."""
    if len(members) == 1:
        if isinstance(text := members.get("B"), str):
            return {"B": base64.b64decode(text)}
        if isinstance(texts := members.get("BS"), list):
            return {"BS": [base64.b64decode(text) for text in texts]}
    return members


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The parameters as fields of a form: `Entries.member.1.Id`."""
    if isinstance(value, dict) and name.endswith(MAPS):
        for number, (key, inner) in enumerate(value.items(), 1):
            yield f"{name}.entry.{number}.Name", key
            yield from _flat(f"{name}.entry.{number}.Value", inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _flat(f"{name}.member.{number}", inner)
    else:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _entries(list_: Any) -> list[Params]:
    entries = [{field.tag: field.text or "" for field in entry} for entry in list_]
    return [
        {**entry, **({"SenderFault": entry["SenderFault"] == "true"} if "SenderFault" in entry else {})}
        for entry in entries
    ]
