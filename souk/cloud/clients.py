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
"""The local cloud's root key, no secret: it opens nothing but the emulator on this machine's loopback."""


@dataclass(frozen=True)
class Aws:
    """One client a service, made when first asked for."""

    session: boto3.Session
    endpoint_url: str | None
    """Where the local cloud listens; None is AWS itself."""

    def client(self, service: str) -> Any:
        """A client of any service, also of those that have no line of their own below."""
        if service not in self._clients:
            own = self.session.client(service, endpoint_url=self.endpoint_url)  # type: ignore[call-overload]
            self._clients[service] = own
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
    """The local cloud, with its own keys; nothing of the developer's is read: profile, keys, proxies."""
    import boto3  # takes half of what a command without it takes, here and below
    import botocore.session

    # A client prepares for TLS where it speaks none, too, and fails where this names a file that can't be written.
    os.environ.pop(KEY_LOG, None)
    bare = botocore.session.Session(
        session_vars={
            "profile": (None, [], None, None),
            "config_file": (None, None, os.devnull, None),
            "credentials_file": (None, None, os.devnull, None),
        }
    )
    session = boto3.Session(LOCAL_KEY, LOCAL_KEY, region_name=REGION, botocore_session=_patient(bare, proxies={}))
    return Aws(session, endpoint_url)


def real_aws() -> Aws:
    """AWS, as the developer's own profile and environment say."""
    import boto3
    import botocore.session

    return Aws(boto3.Session(botocore_session=_patient(botocore.session.Session())), None)


def _patient(session: Session, **settings: Any) -> Session:
    """The session, whose clients try three times."""
    from botocore.config import Config

    session.set_default_client_config(
        Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=5, read_timeout=60, **settings)
    )
    return session
