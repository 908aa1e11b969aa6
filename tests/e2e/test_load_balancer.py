"""The other front: a load balancer in front of operations for services, in a clone that has one."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
import httpx
import pytest

from chassis.runtime import aws_signature
from chassis.runtime.aws_encoding import Encoded
from chassis.runtime.http_client import client
from orders.adapters import UsersService
from souk.base.paths import REGION
from souk.cloud import versions
from souk.cloud.naming import stack_name
from souk_sdk import SigV4
from tests.cloud import CORE_ONLY, Cloud, alone, clone, souk
from tests.environments.attacker import roles_of
from tests.load_balancer import alb_event, health_check
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("load balancer")]

CUSTOMERS = "/users/v1/internal/customers"
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
CALLER = "OrdersHttpRole"
"""The role that may call users, through either front."""


@dataclass(frozen=True)
class Balanced:
    """An environment with a load balancer."""

    cloud: Cloud
    roles: Mapping[str, boto3.Session]

    @cached_property
    def name(self) -> str:
        return str(self.cloud.environment.core_outputs["InternalBalancerName"])

    def http(self, auth: httpx.Auth | None, base: str = "/users/v1") -> httpx.Client:
        """The chassis' client for the load balancer, which the local cloud finds by its Host."""
        http = client(f"{self.cloud.outputs.endpoint_url}{base}", auth)
        http.headers["host"] = self.name
        return http

    def signed(self, role: str = CALLER, audience: str = "") -> SigV4:
        return SigV4(self.roles[role], REGION, audience or f"souk-{self.cloud.outputs.env}-users")

    def ask(self, path: str, auth: httpx.Auth | None = None, **headers: str) -> httpx.Response:
        with self.http(auth, "") as http:
            return http.get(path, headers=headers, timeout=PATIENCE)


def update(cloud: Cloud, **changed: str) -> None:
    """Deploy the environment's core with other parameters."""
    stack = stack_name(cloud.outputs.env)
    formation = cloud.aws.cloudformation
    [current] = formation.describe_stacks(StackName=stack)["Stacks"]
    names = [parameter["ParameterKey"] for parameter in current["Parameters"]]
    parameters: list[Any] = [
        {"ParameterKey": name, **({"ParameterValue": changed[name]} if name in changed else {"UsePreviousValue": True})}
        for name in names
    ]
    formation.update_stack(StackName=stack, UsePreviousTemplate=True, Parameters=parameters, Capabilities=CAPABILITIES)
    formation.get_waiter("stack_update_complete").wait(StackName=stack, WaiterConfig={"Delay": 1})
    cloud.environment.refresh()
    versions.publish_changed(cloud.environment)


def network(cloud: Cloud) -> dict[str, str]:
    """A VPC with two subnets, as the parameters name them."""
    ec2 = cloud.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zones = {"a": "10.0.1.0/24", "b": "10.0.2.0/24"}
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=f"{REGION}{zone}")["Subnet"]["SubnetId"]
        for zone, block in zones.items()
    ]
    return {"Network": vpc, "Subnets": ",".join(subnets)}


@pytest.fixture(scope="module")
def balanced(cloud: Cloud) -> Iterator[Balanced]:
    other = clone(cloud, "balanced", *CORE_ONLY)
    roles = roles_of(other)
    [caller] = [role for role in other.environment.resources if role.logical_id == CALLER]
    arn = other.aws.iam.get_role(RoleName=caller.physical_id)["Role"]["Arn"]
    update(other, LoadBalancer="true", Callers=arn, **network(other))
    yield Balanced(other, roles)
    update(other, LoadBalancer="false")
    with alone(cloud.home):
        souk(cloud.home, "env", "rm", "balanced")


@pytest.fixture(scope="module")
def customer(balanced: Balanced) -> str:
    """The id of a customer."""
    return str(balanced.cloud.customer().get("users", "/users/me").json()["id"])


def test_orders_asks_users_through_either_front_by_the_address_alone(balanced: Balanced, customer: str) -> None:
    gateway = client(balanced.cloud.outputs.apis["users.v1"], balanced.signed())

    for http in (gateway, balanced.http(balanced.signed())):
        users = UsersService(http)
        assert (users.exists(customer), users.exists(str(uuid.uuid4()))) == (True, False)


def test_both_fronts_answer_alike(balanced: Balanced, customer: str) -> None:
    with client(balanced.cloud.outputs.apis["users.v1"], balanced.signed()) as gateway:
        expected = gateway.get(f"/internal/customers/{customer}")

    answer = balanced.ask(f"{CUSTOMERS}/{customer}", balanced.signed())

    assert (answer.status_code, answer.json()) == (expected.status_code, expected.json())
    assert answer.headers["content-type"] == expected.headers["content-type"]


def test_a_caller_without_a_proof_is_refused(balanced: Balanced, customer: str) -> None:
    staff = balanced.cloud.staff().http.headers["authorization"]

    for headers in ({}, {"authorization": staff}, {"x-amzn-oidc-identity": CALLER, "x-amz-user-arn": CALLER}):
        answer = balanced.ask(f"{CUSTOMERS}/{customer}", **headers)

        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:souk:problem:forbidden"
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_signature_for_api_gateway_alone_is_no_proof(balanced: Balanced, customer: str) -> None:
    assert balanced.ask(f"{CUSTOMERS}/{customer}", SigV4(balanced.roles[CALLER], REGION)).status_code == 403


@pytest.mark.parametrize("role", ["UsersHttpRole", "NotificationsHttpRole", "OrdersV2HttpRole"])
def test_another_role_is_refused_though_it_is_proven(balanced: Balanced, customer: str, role: str) -> None:
    answer = balanced.ask(f"{CUSTOMERS}/{customer}", balanced.signed(role))

    assert (answer.status_code, "role" in answer.json()["detail"]) == (403, True)


def test_the_same_role_of_another_environment_is_refused(balanced: Balanced, cloud: Cloud, customer: str) -> None:
    other = roles_of(cloud)[CALLER]

    answer = balanced.ask(f"{CUSTOMERS}/{customer}", SigV4(other, REGION, "souk-balanced-users"))

    assert (answer.status_code, "role" in answer.json()["detail"]) == (403, True)


@pytest.mark.parametrize("audience", ["souk-balanced-orders", f"souk-{uuid.UUID(int=0)}-users"])
def test_a_proof_for_another_service_is_not_confirmed_by_aws(balanced: Balanced, customer: str, audience: str) -> None:
    answer = balanced.ask(f"{CUSTOMERS}/{customer}", balanced.signed(audience=audience))

    assert (answer.status_code, "confirm" in answer.json()["detail"]) == (403, True)


def proof(balanced: Balanced, age: int = 0, secret: str = "") -> dict[str, str]:
    """A proof that was made some seconds ago, or with another key."""
    credentials = balanced.roles[CALLER].get_credentials()
    assert credentials is not None
    keys = credentials.get_frozen_credentials()
    form = "application/x-www-form-urlencoded; charset=utf-8"
    headers = {"content-type": form, "x-souk-audience": "souk-balanced-users"}
    signed = aws_signature.sign(
        Encoded("/", headers, b"Action=GetCallerIdentity&Version=2011-06-15"),
        host=f"sts.{REGION}.amazonaws.com",
        keys=keys._replace(secret_key=secret) if secret else keys,
        scope=(REGION, "sts"),
        now=time.time() - age,
    )
    names = {"": "authorization", "-date": "x-amz-date", "-token": "x-amz-security-token"}
    return {f"x-souk-caller{part}": signed[name] for part, name in names.items()}


def test_a_proof_is_refused_when_it_is_old_or_of_another_key(balanced: Balanced, customer: str) -> None:
    path = f"{CUSTOMERS}/{customer}"

    assert balanced.ask(path, **proof(balanced)).status_code == 200
    assert "too old" in balanced.ask(path, **proof(balanced, age=130)).json()["detail"]
    assert "confirm" in balanced.ask(path, **proof(balanced, secret="guessed")).json()["detail"]


@pytest.mark.parametrize("path", ["/users/v1/users/me", "/users/me", "/orders/v1/internal/orders", "/", "/internal/x"])
def test_the_listener_knows_no_other_operations(balanced: Balanced, path: str) -> None:
    answer = balanced.ask(path, balanced.signed())

    assert (answer.status_code, answer.json()["type"]) == (404, "urn:souk:problem:not-found")


def invoke(balanced: Balanced, event: dict[str, Any]) -> dict[str, Any]:
    """The function's answer to an event."""
    functions = balanced.cloud.aws.functions
    name = "souk-balanced-users-http"
    result = functions.invoke(FunctionName=name, Qualifier=versions.ALIAS, Payload=json.dumps(event))
    return dict(json.loads(result["Payload"].read()))


def test_where_a_listener_forwards_more_the_function_knows_no_other_operations_either(balanced: Balanced) -> None:
    answer = invoke(balanced, alb_event("GET", "/users/v1/users/me", headers=proof(balanced)))

    assert (answer["statusCode"], json.loads(answer["body"])["type"]) == (404, "urn:souk:problem:not-found")


def test_the_load_balancer_finds_the_function_healthy(balanced: Balanced) -> None:
    assert invoke(balanced, health_check())["statusCode"] == 200


def test_an_environment_without_a_network_gets_no_load_balancer(balanced: Balanced) -> None:
    with pytest.raises(balanced.cloud.aws.cloudformation.exceptions.ClientError, match="needs a Network"):
        update(balanced.cloud, Network="")
