"""CloudFormation's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- A resource that a template gives a name which another stack's has becomes both stacks' resource: either overwrites
  and deletes it. AWS refuses the second.
"""

from collections.abc import Callable, Mapping
from typing import Any

NAMES = {
    "AWS::AutoScaling::AutoScalingGroup": "AutoScalingGroupName",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::DynamoDB::GlobalTable": "TableName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateName",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IoT::TopicRule": "RuleName",
    "AWS::Kinesis::Stream": "Name",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::SES::EmailIdentity": "EmailIdentity",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::Schedule": "Name",
    "AWS::SecretsManager::Secret": "Name",
}
"""The property with the name, by type; of each type that MiniStack takes over or makes twice."""
GONE = "DELETE_COMPLETE"

Properties = Mapping[str, Any]
Stacks = Mapping[str, dict[str, Any]]


def refuse_taken_names(handlers: dict[str, dict[str, Any]], stacks: Stacks) -> None:
    """Let no stack create a resource, or rename one, to a name that another stack's resource has."""
    for kind, key in NAMES.items():
        own = handlers[kind]
        own["create"] = creating(own["create"], kind, key, stacks)
        if "update" in own:
            own["update"] = updating(own["update"], kind, key, stacks)


def creating(create: Callable[..., Any], kind: str, key: str, stacks: Stacks) -> Callable[..., Any]:
    """Create as before, unless the name is taken."""

    def create_resource(logical_id: str, properties: Properties, stack: str) -> Any:
        refuse(kind, key, properties.get(key), stack, stacks)
        return create(logical_id, properties, stack)

    return create_resource


def updating(update: Callable[..., Any], kind: str, key: str, stacks: Stacks) -> Callable[..., Any]:
    """Update as before, unless the new name is taken."""

    def update_resource(physical_id: str, old: Properties, new: Properties, stack: str, *more: Any) -> Any:
        if new.get(key) != old.get(key):
            refuse(kind, key, new.get(key), stack, stacks)
        return update(physical_id, old, new, stack, *more)

    return update_resource


def refuse(kind: str, key: str, name: Any, stack: str, stacks: Stacks) -> None:
    """Raise ValueError, with which the stack is rolled back, if a resource of another stack has the name."""
    if not name:
        return
    for other, content in stacks.items():
        if other == stack or content.get("StackStatus") == GONE:
            continue
        for resource in content.get("_resources", {}).values():
            if resource["ResourceType"] == kind and resource.get("Properties", {}).get(key) == name:
                raise ValueError(f"{name} already exists in stack {content['StackId']}")


def correct(provisioners: Any, cloudformation: Any) -> None:
    """Make all corrections in MiniStack's modules."""
    refuse_taken_names(provisioners._RESOURCE_HANDLERS, cloudformation._stacks)
