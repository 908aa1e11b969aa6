"""The small client of AWS finds credentials, region and endpoints as boto3 does, and follows their changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import NoCredentialsError, NoRegionError, PartialCredentialsError

from chassis.runtime.aws_client import Session
from chassis.runtime.aws_credentials import CredentialSource, EnvironmentKeys
from tests.aws_server import KEYS, AwsServer, aws_server


@pytest.fixture
def aws() -> Iterator[AwsServer]:
    with aws_server() as server:
        yield server


def get(session: Session) -> None:
    session.client("dynamodb").get_item(TableName="t", Key={"pk": {"S": "1"}})


def test_credentials_that_change_in_the_environment_are_used_at_once(aws: AwsServer) -> None:
    environ = {**KEYS, "AWS_ENDPOINT_URL": aws.url, "AWS_SESSION_TOKEN": "first"}
    session = Session(environ)

    get(session)
    environ |= {"AWS_ACCESS_KEY_ID": "AKID2", "AWS_SESSION_TOKEN": "second"}
    get(session)

    tokens = [request.headers["x-amz-security-token"] for request in aws.requests]
    assert tokens == ["first", "second"]
    assert "Credential=AKID2/" in aws.requests[1].headers["authorization"]


def test_credentials_that_botocore_finds_are_renewed_as_botocore_does(aws: AwsServer) -> None:
    class Expiring:
        uses = 0

        def get_frozen_credentials(self) -> EnvironmentKeys:
            self.uses += 1
            return EnvironmentKeys(f"AKID{self.uses}", "secret", None)

    environ = {"AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": aws.url}
    searched: list[Expiring] = []
    session = Session(environ, CredentialSource(environ, lambda: searched.append(Expiring()) or searched[-1]))

    get(session)
    get(session)

    assert len(searched) == 1
    used = [request.headers["authorization"].partition("/")[0] for request in aws.requests]
    assert used == ["AWS4-HMAC-SHA256 Credential=AKID1", "AWS4-HMAC-SHA256 Credential=AKID2"]


def test_without_credentials_or_with_half_of_them_nothing_is_sent(aws: AwsServer) -> None:
    environ = {"AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": aws.url}

    with pytest.raises(NoCredentialsError):
        get(Session(environ, CredentialSource(environ, lambda: None)))
    with pytest.raises(PartialCredentialsError):
        get(Session({**environ, "AWS_ACCESS_KEY_ID": "AKID"}))

    assert aws.requests == []


def test_credentials_are_not_printed() -> None:
    assert "secret" not in repr(Session(KEYS).get_credentials())


@pytest.mark.parametrize(
    ("environ", "service", "endpoint"),
    [
        ({}, "dynamodb", "https://dynamodb.eu-central-1.amazonaws.com"),
        ({}, "sesv2", "https://email.eu-central-1.amazonaws.com"),
        ({"AWS_REGION": "cn-north-1"}, "sqs", "https://sqs.cn-north-1.amazonaws.com.cn"),
        ({"AWS_DEFAULT_REGION": "us-east-1"}, "sns", "https://sns.us-east-1.amazonaws.com"),
        ({"AWS_ENDPOINT_URL": "http://here:1/"}, "kinesis", "http://here:1"),
        ({"AWS_ENDPOINT_URL": "http://here:1", "AWS_ENDPOINT_URL_SNS": "http://there:2"}, "sns", "http://there:2"),
        (
            {"AWS_ENDPOINT_URL": "http://here:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
            "cognito-idp",
            "https://cognito-idp.eu-central-1.amazonaws.com",
        ),
        ({"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "http://pool:1"}, "cognito-idp", "http://pool:1"),
    ],
)
def test_a_service_is_where_the_environment_says(environ: dict[str, str], service: str, endpoint: str) -> None:
    assert Session({**KEYS, **environ}).endpoint(service) == endpoint


def test_the_region_must_be_known(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    with pytest.raises(NoRegionError):
        Session({})

    (tmp_path / "config").write_text("[default]\nregion = eu-west-1\n")
    assert Session({}).region == "eu-west-1"
