"""How often `souk up` asks the cloud about an environment."""

from collections import Counter

import pytest

from souk.base.paths import find_paths
from souk.cloud.clients import local_aws
from souk.cloud.environment import Environment
from souk.commands.up import bring_environment_up
from souk.local import cloud as local


@pytest.mark.cloud
def test_an_environment_that_is_up_to_date_is_looked_up_once(cloud):
    paths = find_paths({"SOUK_HOME": str(cloud.home)})
    environment = Environment(cloud.outputs.env, local_aws(cloud.outputs.endpoint_url))
    calls: Counter[str] = Counter()

    def count(params, model, **_):
        calls[model.name] += "NextToken" not in params  # a further page is no further look-up

    environment.aws.cloudformation.meta.events.register("before-parameter-build.cloudformation", count)

    bring_environment_up(paths, environment, local.require(paths), is_started=False)

    each = len(environment.stacks)
    assert calls == {"DescribeStacks": 1, "ListStackResources": each, "GetTemplate": each}
