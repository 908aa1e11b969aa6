"""The signatures are those of botocore's own signer."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from chassis.runtime.aws_signature import sign

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
        signed = sign(headers, body, path=path, host=host, keys=keys, scope=(region, service), now=moment.timestamp())

        assert signed["authorization"] == request.headers["Authorization"]
        assert signed["x-amz-date"] == request.headers["X-Amz-Date"]
        assert signed.get("x-amz-security-token") == request.headers["X-Amz-Security-Token"]
