"""Clients of AWS, or of the local cloud that stands in for it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from souk.base.paths import REGION
from souk.base.shell import KEY_LOG

if TYPE_CHECKING:
    import boto3
    from botocore.session import Session
    from mypy_boto3_apigateway import APIGatewayClient
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kinesis import KinesisClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

LOCAL_KEY = "test"
"""The local cloud's root key. Not secret: it is valid only for the emulator on this machine's loopback."""


@dataclass(frozen=True)
class Aws:
    """One client for each service, created on first use."""

    session: boto3.Session
    endpoint_url: str | None
    """The URL of the local cloud; None for AWS."""

    def client(self, service: str) -> Any:
        """A client of any service, including those without a property below."""
        if service not in self._clients:
            client = self.session.client(service, endpoint_url=self.endpoint_url)  # type: ignore[call-overload]
            self._clients[service] = client
        return self._clients[service]

    @cached_property
    def _clients(self) -> dict[str, Any]:
        return {}

    @property
    def region(self) -> str:
        return self.session.region_name or REGION

    @cached_property
    def apigateway(self) -> APIGatewayClient:
        return self.session.client("apigateway", endpoint_url=self.endpoint_url)

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        return self.session.client("cloudformation", endpoint_url=self.endpoint_url)

    @cached_property
    def cognito(self) -> CognitoIdentityProviderClient:
        return self.session.client("cognito-idp", endpoint_url=self.endpoint_url)

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        return self.session.client("dynamodb", endpoint_url=self.endpoint_url)

    @cached_property
    def functions(self) -> LambdaClient:
        return self.session.client("lambda", endpoint_url=self.endpoint_url)

    @cached_property
    def kinesis(self) -> KinesisClient:
        return self.session.client("kinesis", endpoint_url=self.endpoint_url)

    @cached_property
    def logs(self) -> CloudWatchLogsClient:
        return self.session.client("logs", endpoint_url=self.endpoint_url)

    @cached_property
    def sns(self) -> SNSClient:
        return self.session.client("sns", endpoint_url=self.endpoint_url)

    @cached_property
    def sqs(self) -> SQSClient:
        return self.session.client("sqs", endpoint_url=self.endpoint_url)

    @cached_property
    def iam(self) -> Any:
        return self.session.client("iam", endpoint_url=self.endpoint_url)

    @cached_property
    def s3(self) -> Any:
        return self.session.client("s3", endpoint_url=self.endpoint_url)

    @cached_property
    def ssm(self) -> Any:
        return self.session.client("ssm", endpoint_url=self.endpoint_url)


def local_aws(endpoint_url: str) -> Aws:
    """Clients of the local cloud with its own keys, without the developer's profile, keys and proxies."""
    import boto3  # slow to import, here and below
    import botocore.session

    # Clients prepare for TLS even without using it, and fail if this names a file that can't be written.
    os.environ.pop(KEY_LOG, None)
    bare = botocore.session.Session(
        session_vars={
            "profile": (None, [], None, None),
            "config_file": (None, None, os.devnull, None),
            "credentials_file": (None, None, os.devnull, None),
        }
    )
    session = boto3.Session(LOCAL_KEY, LOCAL_KEY, region_name=REGION, botocore_session=_with_retries(bare, proxies={}))
    return Aws(session, endpoint_url)


def real_aws() -> Aws:
    """Clients of AWS, with the developer's own profile and variables."""
    import boto3
    import botocore.session

    return Aws(boto3.Session(botocore_session=_with_retries(botocore.session.Session())), None)


def _with_retries(session: Session, **settings: Any) -> Session:
    """The session, with three attempts for each request of its clients."""
    from botocore.config import Config

    session.set_default_client_config(
        Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=5, read_timeout=60, **settings)
    )
    return session
