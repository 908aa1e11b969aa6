"""A rotation in the local cloud: links of the old key work at the edge until it goes, and the key is never shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from content.commands.key_stack import DeployedKeys
from content.commands.rotation import SPREADS, rotate
from souk.cloud.environment import Environment
from tests.cloud import Cloud
from tests.waiting import PATIENCE, eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("content-keys")]
STACK = "rotating"


class Library:
    """The stack of rotating.yaml."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud, self.aws = cloud, cloud.aws
        self.outputs: dict[str, str] = {}

    def deploy(self) -> None:
        """Make the stack, with a file."""
        env = self.cloud.outputs.env
        function = self.aws.functions.get_function(FunctionName=f"souk-{env}-content-keys")
        parameters = {"Environment": env, "Function": function["Configuration"]["FunctionArn"]}
        self.aws.cloudformation.create_stack(
            StackName=STACK,
            TemplateBody=Path(__file__).with_name("rotating.yaml").read_text(),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        )
        self.aws.cloudformation.get_waiter("stack_create_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})
        [stack] = self.aws.cloudformation.describe_stacks(StackName=STACK)["Stacks"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        self.aws.s3.put_object(Bucket=self.outputs["Bucket"], Key="file.txt", Body=b"paid")

    def remove(self) -> None:
        """Remove the stack."""
        self.aws.s3.delete_object(Bucket=self.outputs["Bucket"], Key="file.txt")
        self.aws.cloudformation.delete_stack(StackName=STACK)
        self.aws.cloudformation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})

    def link(self) -> str:
        """A link, signed as the API does, with the key that signs now."""
        signing = json.loads(self._secret(self.outputs["Signing"]))
        key = load_pem_private_key(json.loads(self._secret(signing["secret"]))["private_key"].encode(), None)

        def sign(message: bytes) -> bytes:
            if isinstance(key, RSAPrivateKey):
                return key.sign(message, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 CloudFront asks for it
            assert isinstance(key, ec.EllipticCurvePrivateKey)
            return key.sign(message, ec.ECDSA(hashes.SHA1()))  # noqa: S303

        signer = CloudFrontSigner(signing["key_pair_id"], sign)
        url = f"https://{self.outputs['Domain']}/file.txt"
        return str(signer.generate_presigned_url(url, date_less_than=datetime.now(UTC) + timedelta(hours=1)))

    def get(self, link: str) -> int:
        """The status of a link at the edge."""
        edge = self.cloud.outputs.applications["website"]["WebsiteDistribution.path_url"].partition("/https://")[0]
        return httpx.get(f"{edge}/{link}", trust_env=False, timeout=PATIENCE).status_code

    def secrets(self) -> set[str]:
        """The names of the keys."""
        names = {each["Name"] for each in self.aws.client("secretsmanager").list_secrets()["SecretList"]}
        return {name.rpartition("-")[2] for name in names if "signing-key-Test" in name}

    def _secret(self, name: str) -> str:
        return str(self.aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


@dataclass
class PassingClock:
    """Time that passes as soon as somebody waits; `look` sees each moment of it."""

    look: Callable[[], object]
    passed: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.passed

    def sleep(self, pause: timedelta) -> None:
        self.look()
        self.passed += max(pause, timedelta(minutes=5))


@pytest.fixture
def library(cloud: Cloud) -> Iterator[Library]:
    library = Library(cloud)
    library.deploy()
    try:
        yield library
    finally:
        library.remove()


def rotation(library: Library, key_type: str | None, look: Callable[[], object]) -> PassingClock:
    """Rotate; `look` is called during every wait."""
    environment = Environment(library.cloud.outputs.env, library.aws)
    clock = PassingClock(look)
    rotate(DeployedKeys(environment, STACK, key_type, pause=0.2), clock, lambda _: None)
    return clock


def test_links_work_until_the_old_key_goes_and_those_of_the_new_one_work_on(library: Library) -> None:
    old, seen, new = library.link(), [], []
    eventually(lambda: library.get(old) == 200)

    def look() -> None:
        seen.append(library.get(old))
        new[:] = [library.link()]
        eventually(lambda: library.get(new[0]) == 200)

    clock = rotation(library, "ECDSA256", look)

    assert {*seen} == {200}
    assert clock.passed >= 2 * SPREADS + timedelta(seconds=3600)
    assert eventually(lambda: library.get(old) == 403)
    assert library.get(new[0]) == 200
    assert library.secrets() == {"TestB"}
    shown = str(messages(library, f"/aws/lambda/souk-{library.cloud.outputs.env}-content-keys"))
    assert "answered" in shown
    assert "PRIVATE KEY" not in shown
    assert "cfn-response" not in shown


def test_the_stack_takes_its_keys_with_it(library: Library) -> None:
    assert library.secrets() == {"TestA"}

    library.remove()
    assert library.secrets() == set()

    library.deploy()


def messages(library: Library, group: str) -> list[Any]:
    """The log of a function."""
    pages = library.aws.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    return [event["message"] for page in pages for event in page["events"]]
