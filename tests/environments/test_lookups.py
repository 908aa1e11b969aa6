"""A clone looks the stacks up once."""

from __future__ import annotations

from collections import Counter

import pytest

from souk.base.paths import find_paths
from souk.cloud.clients import local_aws
from souk.environments.clone import CloneRequest, clone
from tests.cloud import ENV, Cloud, alone, souk

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("two environments")]


def test_a_clone_lists_the_stacks_once_and_polls_its_own(cloud: Cloud) -> None:
    aws, described = local_aws(str(cloud.outputs.endpoint_url)), Counter[str]()
    aws.cloudformation.meta.events.register(
        "before-call.cloudformation.DescribeStacks",
        lambda params, **_: described.update([params["body"].get("StackName", "all stacks")]),
    )

    with alone(cloud.home):
        clone(find_paths({"SOUK_HOME": str(cloud.home)}), aws, CloneRequest(ENV, "counted", without=["website"]))
        souk(cloud.home, "env", "rm", "counted")

    stacks = {stack.name.replace(f"souk-{ENV}", "souk-counted", 1) for stack in cloud.environment.stacks}
    stacks.remove("souk-counted--website")
    assert len(stacks) > 1
    assert described.keys() == {"all stacks", *stacks}
    assert described["all stacks"] == 1
