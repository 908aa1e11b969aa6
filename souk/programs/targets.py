"""The target of a deployed load balancer: the local cloud takes any address, where AWS takes its instances."""

from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.cloud.naming import stack_name

TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"


def group_of(environment: Environment, application: str) -> str:
    """The target group of an application. Raises SoukError if its template has none."""
    stack = stack_name(environment.name, application)
    for resource in environment.resources:
        if resource.stack == stack and resource.type == TARGET_GROUP:
            return resource.physical_id
    raise SoukError(f"`{application}` has a program and no target group", "add one to its template")


def health_path(environment: Environment, group: str) -> str:
    """The path at which a healthy target answers."""
    answer = environment.aws.client("elbv2").describe_target_groups(TargetGroupArns=[group])
    return str(answer["TargetGroups"][0].get("HealthCheckPath", "/"))


def register(environment: Environment, group: str, host: str, port: int) -> None:
    """Make one address the only target of a group."""
    balancing = environment.aws.client("elbv2")
    health = balancing.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    present = [{"Id": each["Target"]["Id"], "Port": each["Target"]["Port"]} for each in health]
    target = {"Id": host, "Port": port}
    if gone := [other for other in present if other != target]:
        balancing.deregister_targets(TargetGroupArn=group, Targets=gone)
    if target not in present:
        balancing.register_targets(TargetGroupArn=group, Targets=[target])
