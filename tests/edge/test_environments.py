"""The distributions of two environments behind one edge, and what is left when one of them is removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from souk.cloud import stacks
from souk.cloud.distributions import find
from souk.cloud.environment import Environment
from souk.cloud.naming import PROJECT, stack_name
from souk.local.edge_process import REREAD_PATH
from tests.edge.deployment import Deployment
from tests.edge.rows import HIT, MISS
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("edge")]

TEMPLATE = Path(__file__).with_name("environments.yaml")


@pytest.fixture
def domains(deployed: Deployment) -> Iterator[dict[str, str]]:
    """The domains of the same application in two environments."""
    aws = deployed.aws
    [own] = aws.cloudformation.describe_stacks(StackName="edge")["Stacks"]
    for env in ("one", "two"):
        name = stack_name(env, "updates")
        tags = {"project": PROJECT, "environment": env, "application": "updates"}
        aws.cloudformation.create_stack(
            StackName=name,
            TemplateBody=TEMPLATE.read_text(),
            Parameters=[each for each in own["Parameters"] if each["ParameterKey"] == "Port"],
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )
        aws.cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    try:
        yield {env: find(Environment(env, aws))[0].domain for env in ("one", "two")}
    finally:
        for env in ("one", "two"):
            stacks.delete(aws, stack_name(env, "updates"))


def test_environments_share_no_cached_object_and_a_removed_one_leaves_none(
    deployed: Deployment, domains: dict[str, str]
) -> None:
    urls = {env: f"https://{domain}/release-of-environments" for env, domain in domains.items()}
    seen = [deployed.get(urls[env]).headers["x-cache"] for env in ("one", "two", "one", "two")]
    before = reread(deployed)

    stacks.delete(deployed.aws, stack_name("one", "updates"))
    after = reread(deployed)

    assert seen == [MISS, MISS, HIT, HIT]
    assert after == before - 1
    assert "No deployed distribution answers" in deployed.get(urls["one"]).text
    assert deployed.get(urls["two"]).headers["x-cache"] == HIT


def reread(deployed: Deployment) -> int:
    """Have the edge read what is deployed; the number of objects that it has cached."""
    response = httpx.post(f"{deployed.edge.url}{REREAD_PATH}", trust_env=False, timeout=PATIENCE)
    return int(response.json()["objects"])
