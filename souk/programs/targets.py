"""The targets of a deployed load balancer: the local cloud takes any address, where AWS takes its instances."""

from collections.abc import Sequence
from dataclasses import dataclass

from souk.cloud.environment import Environment

TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"


@dataclass(frozen=True)
class TargetGroup:
    """A target group of instances."""

    arn: str
    health_path: str
    """The path at which a healthy target answers."""


def of_instances(environment: Environment, arns: Sequence[str]) -> list[TargetGroup]:
    """Those of some target groups whose targets are instances."""
    answer = environment.aws.client("elbv2").describe_target_groups(TargetGroupArns=[*arns])
    return [
        TargetGroup(group["TargetGroupArn"], group.get("HealthCheckPath", "/"))
        for group in answer["TargetGroups"]
        if group.get("TargetType", "instance") == "instance"
    ]


def register(environment: Environment, group: TargetGroup, host: str, port: int) -> None:
    """Make one address the only target of a group."""
    balancing = environment.aws.client("elbv2")
    health = balancing.describe_target_health(TargetGroupArn=group.arn)["TargetHealthDescriptions"]
    present = [{"Id": each["Target"]["Id"], "Port": each["Target"]["Port"]} for each in health]
    target = {"Id": host, "Port": port}
    if gone := [other for other in present if other != target]:
        balancing.deregister_targets(TargetGroupArn=group.arn, Targets=gone)
    if target not in present:
        balancing.register_targets(TargetGroupArn=group.arn, Targets=[target])
