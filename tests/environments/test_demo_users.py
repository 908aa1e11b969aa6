"""The demo users of an environment: access to their passwords, and sign-in with `--aws`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest

from souk.base.paths import REGION
from souk.cloud.clients import LOCAL_KEY
from tests.cloud import SOUK, Cloud
from tests.environments.attacker import is_refused, roles_of
from tests.template.test_workflows import POLICY

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]
ACCOUNT = "000000000000"
PSEUDO_PARAMETERS = {"${AWS::Partition}": "aws", "${AWS::Region}": REGION, "${AWS::AccountId}": ACCOUNT}


def as_on_aws(cloud: Cloud, *arguments: str) -> str:
    """The output of `souk ... --aws`, where the local cloud stands in for AWS."""
    cloud_variables = {"AWS_ENDPOINT_URL": str(cloud.outputs.endpoint_url), "AWS_DEFAULT_REGION": REGION}
    keys = {"AWS_ACCESS_KEY_ID": LOCAL_KEY, "AWS_SECRET_ACCESS_KEY": LOCAL_KEY, "SOUK_HOME": str(cloud.home)}
    command = [SOUK, *arguments, "--env", cloud.outputs.env, "--aws"]
    return subprocess.run(
        command, env={**os.environ, **cloud_variables, **keys}, capture_output=True, text=True, check=True
    ).stdout


@contextmanager
def parameter_store(cloud: Cloud, statement: dict[str, Any]) -> Iterator[Any]:
    """A client of the parameter store whose user has the rights of one statement."""
    iam, name = cloud.aws.iam, "pull-requests"
    iam.create_user(UserName=name)
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=document)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name=REGION)
    try:
        yield session.client("ssm", endpoint_url=cloud.outputs.endpoint_url)
    finally:
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
        iam.delete_user_policy(UserName=name, PolicyName=name)
        iam.delete_user(UserName=name)


def test_on_aws_the_command_signs_demo_users_in_and_prints_their_passwords_as_json_only(cloud: Cloud) -> None:
    outputs = json.loads(as_on_aws(cloud, "outputs", "--json"))
    token = as_on_aws(cloud, "token", "--as", "staff").strip()

    assert outputs["endpoint_url"] is None
    assert {role: person["password"] for role, person in outputs["demo"].items()} == {
        role: person.password for role, person in cloud.outputs.demo.items()
    }
    assert cloud.anyone({"Authorization": f"Bearer {token}"}).get("orders", "/orders").status_code == 200
    assert [person for person in outputs["demo"].values() if person["password"] in as_on_aws(cloud, "outputs")] == []


def test_no_function_may_read_a_password(cloud: Cloud) -> None:
    path = f"/souk-{cloud.outputs.env}/people"
    assert cloud.aws.ssm.get_parameter(Name=path)["Parameter"]["Type"] == "SecureString"

    for role, session in roles_of(cloud).items():
        ssm: Any = session.client("ssm", endpoint_url=cloud.outputs.endpoint_url)
        assert is_refused(lambda ssm=ssm: ssm.get_parameter(Name=path, WithDecryption=True)), role


def test_the_role_of_pull_requests_reads_the_passwords_of_their_environments_and_no_others(cloud: Cloud) -> None:
    [statement] = [statement for statement in POLICY if statement["Sid"] == "Register"]
    text = json.dumps(statement)
    for name, value in PSEUDO_PARAMETERS.items():
        text = text.replace(name, value)
    cloud.aws.ssm.put_parameter(Name="/souk-pr-4711/people", Value="{}", Type="SecureString")

    with parameter_store(cloud, json.loads(text)) as ssm:
        assert ssm.get_parameter(Name="/souk-pr-4711/people", WithDecryption=True)["Parameter"]["Value"] == "{}"
        assert is_refused(lambda: ssm.get_parameter(Name=f"/souk-{cloud.outputs.env}/people", WithDecryption=True))
        ssm.delete_parameter(Name="/souk-pr-4711/people")
