"""Names that templates give: they fit, and no two are one. Each rule is held against bad templates."""

from __future__ import annotations

from typing import Any

import pytest

from souk.deploy import applications, template
from souk.scaffold.names import SKELETON
from tests.template import naming
from tests.template.reading import BY_STACK, RESOURCES, ROOT

STALL = applications.read(ROOT, SKELETON / "services/stall/template.yaml")
STACKS = {**BY_STACK, "stall": template.resources(template.read(ROOT, STALL.template))}
of_each = pytest.mark.parametrize("title", STACKS)


@of_each
def test_a_typed_name_has_a_limit_that_somebody_looked_up(title: str) -> None:
    assert naming.without_limit(STACKS[title]) == []


@of_each
def test_every_name_fits_in_the_environment_with_the_longest_name(title: str) -> None:
    assert naming.too_long(STACKS[title]) == []


@of_each
def test_every_name_says_whose_environment_it_is_of(title: str) -> None:
    assert naming.of_no_environment(STACKS[title]) == []


def test_no_two_stacks_claim_a_name() -> None:
    assert naming.claimed_twice(STACKS) == []


def test_no_name_of_one_environment_can_be_a_name_of_another() -> None:
    suffixes = naming.suffixes(RESOURCES)

    assert len(suffixes) > 50
    assert naming.ambiguous(suffixes) == []


def resource(kind: str, **properties: Any) -> dict[str, dict[str, Any]]:
    """A template with one resource."""
    return {"Bad": {"Type": f"AWS::{kind}", "Properties": properties}}


def sub(text: str) -> dict[str, str]:
    return {"Sub": text}


OF_DEV = sub("souk-${Environment}-x")


@pytest.mark.parametrize(
    "bad",
    [
        resource("ElasticLoadBalancingV2::LoadBalancer", Name=OF_DEV),
        resource("ElasticLoadBalancingV2::TargetGroup", Name="souk"),
        resource("IoT::TopicRule", RuleName=sub("souk_${Environment}")),
        resource("Glue::Database", DatabaseInput={"Name": OF_DEV}),
        resource("Glue::Database", DatabaseName=OF_DEV),
        resource("IAM::Role", RoleName=OF_DEV),
        resource("Kinesis::Stream", StreamName="x", RoleName="x"),
    ],
)
def test_names_that_cloudformation_gives_are_not_typed(bad: dict[str, Any]) -> None:
    assert naming.without_limit(bad)


@pytest.mark.parametrize(
    ("bad", "length"),
    [
        (resource("S3::Bucket", BucketName=sub("souk-${Environment}-thumbnails-${AWS::AccountId}-${AWS::Region}")), 64),
        (resource("S3::Bucket", BucketName={"Sub": ["souk-${Environment}-${X}" + "x" * 40, {"X": "y"}]}), 70),
        (resource("Serverless::Function", FunctionName=sub("souk-${Environment}-" + "x" * 39)), 65),
        (resource("SQS::Queue", QueueName=sub("souk-${Environment}-" + "x" * 50 + ".fifo")), 81),
        (
            resource(
                "Serverless::Function",
                Events={"Tick": {"Properties": {"Name": sub("souk-${Environment}-" + "x" * 39)}}},
            ),
            65,
        ),
        (resource("CloudFront::CachePolicy", CachePolicyConfig={"Name": sub("souk-${Environment}-" + "x" * 103)}), 129),
    ],
)
def test_a_name_that_is_too_long_in_some_environment_is_found(bad: dict[str, Any], length: int) -> None:
    (reason,) = naming.too_long(bad)

    assert f" has {length} of " in reason


@pytest.mark.parametrize(
    "name",
    [
        "souk-updates",
        sub("souk-dev-updates"),
        sub("${Environment}-souk"),
        sub("souk-${Environment}x"),
        sub("/souk/dev/core/X"),
    ],
)
def test_a_name_that_does_not_follow_from_the_environment_is_found(name: Any) -> None:
    assert naming.of_no_environment(resource("SQS::Queue", QueueName=name)) == ["Bad"]


def test_two_stacks_that_claim_a_name_are_found() -> None:
    queue, topic = resource("SQS::Queue", QueueName=OF_DEV), resource("SNS::Topic", TopicName=OF_DEV)

    assert naming.claimed_twice({"core": queue, "web": queue}) == ["souk-X-x"]
    assert naming.claimed_twice({"core": queue, "web": topic}) == []


def test_names_by_which_two_environments_could_meet_are_found() -> None:
    assert naming.ambiguous(["c", "b-c", "d"]) == [("b-c", "c")], "a's b-c and a-b's c"
