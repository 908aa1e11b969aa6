"""The regions of the website's table: `ReplicaRegions` that CloudFormation refuses before anything changes."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.cloud import Cloud

pytestmark = pytest.mark.cloud


def refusal(cloud: Cloud, regions: str) -> str:
    """The message about a change of the stack to these regions."""
    formation, stack = cloud.aws.cloudformation, f"souk-{cloud.outputs.env}--website"
    (described,) = formation.describe_stacks(StackName=stack)["Stacks"]
    others = [each["ParameterKey"] for each in described["Parameters"] if each["ParameterKey"] != "ReplicaRegions"]
    with pytest.raises(ClientError) as refused:
        formation.create_change_set(
            StackName=stack,
            ChangeSetName="regions",
            UsePreviousTemplate=True,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            Parameters=[
                {"ParameterKey": "ReplicaRegions", "ParameterValue": regions},
                *({"ParameterKey": name, "UsePreviousValue": True} for name in others),
            ],
        )
    return str(refused.value)


def test_the_region_of_the_stack_is_refused(cloud: Cloud) -> None:
    message = "ReplicaRegions must not contain the region of the stack"

    assert message in refusal(cloud, cloud.aws.region)
    assert message in refusal(cloud, f"eu-west-1,{cloud.aws.region}")


def test_what_is_no_region_is_refused(cloud: Cloud) -> None:
    assert "names of regions, such as eu-west-1,ap-southeast-2" in refusal(cloud, "Ireland")
