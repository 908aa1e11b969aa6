"""The signatures are those of botocore's own signer."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.auth import S3SigV4Auth, S3SigV4PostAuth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from chassis.runtime.aws_encoding import Encoded
from chassis.runtime.aws_protocols import SERVICES as PROTOCOLS
from chassis.runtime.aws_signature import sign, sign_form

REQUESTS = 10_000
VALUES = "abcXYZ019 .,:;=/-_~+*#@()äß日"
SERVICES = ["dynamodb", "kinesis", "sqs", "sns", "cognito-idp", "ses"]


def text(random_: random.Random, longest: int) -> str:
    return "".join(random_.choices(VALUES, k=random_.randint(1, longest)))


def test_ten_thousand_requests_have_the_signatures_of_botocore() -> None:
    random_ = random.Random(13)  # noqa: S311  no secret

    for _ in range(REQUESTS):
        keys = Credentials(text(random_, 20), text(random_, 40), random_.choice([None, text(random_, 300)]))
        region, service = random_.choice(["eu-central-1", "cn-north-1"]), random_.choice(SERVICES)
        host = random_.choice([f"{service}.{region}.amazonaws.com", "127.0.0.1:4566", "localhost"])
        path = random_.choice(["/", "/v2/email/outbound-emails"])
        body = random_.randbytes(random_.randint(0, 300))
        headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": text(random_, 40)}
        request = AWSRequest("POST", f"http://{host}{path}", dict(headers), body)
        signer = SigV4Auth(keys, service, region)

        signer.add_auth(request)
        moment = datetime.strptime(request.context["timestamp"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        encoded = Encoded(path, headers, body)
        signed = sign(encoded, host=host, keys=keys, scope=(region, service), now=moment.timestamp())

        assert signed["authorization"] == request.headers["Authorization"]
        assert signed["x-amz-date"] == request.headers["X-Amz-Date"]
        assert signed.get("x-amz-security-token") == request.headers["X-Amz-Security-Token"]


OBJECT = {"Bucket": "uploads", "Key": "accepted/LUMEN-BULB/01 ä+/é?.jpg", "VersionId": "a.b_c-d+/="}
OBJECT_CALLS = [
    ("GetObject", {**OBJECT, "Range": "bytes=0-511"}),
    ("PutObject", {"Bucket": "b", "Key": "k", "Body": b"pixels", "ContentType": "image/webp", "IfNoneMatch": "*"}),
    ("CopyObject", {"Bucket": "b", "Key": "k", "CopySource": OBJECT}),
    ("DeleteObject", OBJECT),
]


@pytest.mark.parametrize(("operation", "params"), OBJECT_CALLS)
def test_requests_of_objects_have_the_signatures_of_botocore(operation: str, params: dict[str, Any]) -> None:
    encoded, host = PROTOCOLS["s3"].protocol.encode(operation, params), "s3.eu-central-1.amazonaws.com"
    keys = Credentials("AKID", "secret", "token")
    url = f"https://{host}{encoded.path}" + (f"?{encoded.query}" if encoded.query else "")
    request = AWSRequest(encoded.method, url, dict(encoded.headers), encoded.body)

    S3SigV4Auth(keys, "s3", "eu-central-1").add_auth(request)
    moment = datetime.strptime(request.context["timestamp"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    signed = sign(encoded, host=host, keys=keys, scope=("eu-central-1", "s3"), now=moment.timestamp())

    assert signed["authorization"] == request.headers["Authorization"]


def test_forms_of_browsers_have_the_signatures_of_botocore() -> None:
    keys = Credentials("AKID", "secret", "token")
    fields, limits = {"key": "incoming/1", "Content-Type": "image/png"}, ["content-length-range", 7, 7]
    policy = {"conditions": [limits, {"key": "incoming/1"}, {"Content-Type": "image/png"}]}
    request = AWSRequest("POST", "https://uploads.s3.eu-central-1.amazonaws.com")
    request.context["s3-presign-post-fields"] = dict(fields)
    request.context["s3-presign-post-policy"] = {**policy, "expiration": "2026-11-30T12:00:00Z"}

    S3SigV4PostAuth(keys, "s3", "eu-central-1").add_auth(request)
    theirs = request.context["s3-presign-post-fields"]
    moment = datetime.strptime(theirs["x-amz-date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    expires = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()
    ours = sign_form(fields, [limits], keys=keys, region="eu-central-1", now=moment, expires=expires)

    assert ours == theirs
